using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Studies;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Objectives.ObjectiveWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Recipes;

/// <summary>Examples that are divided by rates and by temperature.</summary>
public sealed class MixtureWordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rates_divide_a_total_and_are_relative_to_each_other()
    {
        Counts(ToyStudy.Quick().Mixture(ByRate(100, (Lang("en"), 0.8), (Langs("es fr"), 0.2))))
            .ShouldBe([("eng_Latn", 80), ("spa_Latn", 10), ("fra_Latn", 10)]);
        Counts(ToyStudy.Quick().Mixture(ByRate(100, (Lang("en"), 8), (Langs("es fr"), 2))))
            .ShouldBe([("eng_Latn", 80), ("spa_Latn", 10), ("fra_Latn", 10)]);
        Should.Throw<InputException>(() => ByRate(100, (Lang("en"), 0))).Message.ShouldContain("none is positive");
        Should.Throw<InputException>(() => ByRate(100, (Lang("en"), 2), (Lang("es"), -1))).Message.ShouldContain("a rate is negative");
        Should.Throw<InputException>(() => ByRate(100, (Lang("en"), double.NaN))).Message.ShouldContain("no number");
    }

    [Theory]
    [InlineData(1, 80, 16, 4)]
    [InlineData(2, 60, 27, 13)]
    [InlineData(1e9, 33, 33, 33)]
    public void Temperature_favours_small_languages(double temperature, int english, int spanish, int french)
    {
        var study = ToyStudy.Quick(new Uneven()).Mixture(ByTemperature(Langs("en es fr"), 100, temperature)).Evaluate(Lang("en"), items: 5);
        Counts(study).ShouldBe([("eng_Latn", english), ("spa_Latn", spanish), ("fra_Latn", french)]);
    }

    [Fact]
    public void A_cap_bounds_sizes_and_more_in_all_is_more_of_each()
    {
        new TemperatureDivision(100, 1, 100).Of([1000, 50, 0]).ShouldBe([67, 33, 0]);
        new TemperatureDivision(100, 5, null).Of([0, 0]).ShouldBe([0, 0]);
        var rng = new Rng(3);
        for (var trial = 0; trial < 50; trial++)
        {
            int[] sizes = [.. Enumerable.Range(0, 2 + rng.Next(6)).Select(_ => rng.Next(5000))];
            var (less, more) = (rng.Next(2000), rng.Next(2000));
            if (less > more)
                (less, more) = (more, less);
            var temperature = 0.5 + (9 * rng.NextDouble());
            new TemperatureDivision(less, temperature, null)
                .Of(sizes)
                .Zip(new TemperatureDivision(more, temperature, null).Of(sizes))
                .ShouldAllBe(c => c.First <= c.Second);
            if (sizes.All(s => s == 0))
                continue;
            new TemperatureDivision(more, temperature, null).Of(sizes).Sum().ShouldBeInRange(more - sizes.Length, more + sizes.Length);
        }
    }

    [Fact]
    public void Names_go_by_counts_and_the_settings_say_how_they_came()
    {
        string Id(MixtureChoice mixture) => Cell(ToyStudy.Quick(new Uneven()).Mixture(mixture).Evaluate(Lang("en"), items: 5)).Training.Id;
        Id(ByTemperature(Langs("en es fr"), 100, 1)).ShouldBe(Id(Fixed(Lang("en"), 80) + Fixed(Lang("es"), 16) + Fixed(Lang("fr"), 4)));
        var study = ToyStudy.Quick().Mixture(ByTemperature(Langs("en es"), 100, Axis("temperature", 1.0, 5.0))).Expand(_folder.Context());
        study
            .Settings.Single(s => s.Name == "mixture")
            .Value.ShouldBe("100 by temperature 1 | 100 by temperature 5 examples of eng_Latn spa_Latn");
    }

    [Fact]
    public void What_means_nothing_is_refused()
    {
        Refused(ToyStudy.Quick().Mixture(ByTemperature(Lang("en"), -1, 0, cap: 0)))
            .ShouldBe(["the total is -1", "the temperature is 0", "the cap is 0"]);
        Refused(ToyStudy.Quick().Mixture(ByTemperature(Langs("en de"), 10, 1))).ShouldAllBe(p => p.Contains("has no deu_Latn"));
        Refused(ToyStudy.Quick().Objective(Ewc(1, ByTemperature(Lang("en"), 10, 1)))).ShouldContain("examples are divided by temperature");
    }

    private IReadOnlyList<string> Refused(Study study) =>
        [.. Should.Throw<InputException>(() => study.Expand(_folder.Context())).Problems.Select(p => p.What)];

    private FinetuneCell Cell(Study study) => study.Expand(_folder.Context()).Cells.OfType<FinetuneCell>().First();

    private IEnumerable<(string, int)> Counts(Study study) =>
        Cell(study).Mixture.Parts.SelectMany(p => p.Languages.Select(l => (l.Code, p.Count!.Value)));

    /// <summary>1,000 training items in English, 200 in Spanish, 50 in French.</summary>
    private sealed class Uneven : ISource
    {
        private readonly ToySource _inner = new();

        public SourceInfo Info => _inner.Info;

        public string Fingerprint(SourceContext context) => "uneven";

        public IEnumerable<Record> Read(SourceRequest request) =>
            request.Split != Split.Train
                ? _inner.Read(request)
                : _inner
                    .Read(request)
                    .Take(
                        request.Language.Iso639 switch
                        {
                            "spa" => 200,
                            "fra" => 50,
                            _ => 1000,
                        }
                    );
    }
}
