using System.Reflection;
using Clt.Plugins.Metrics.Labels;
using Clt.Plugins.Metrics.LanguageId;

namespace Plugins.Tests.Metrics;

/// <summary>What holds of every metric of this source tree, whatever it is given: a defined number or a clear error.</summary>
public class EveryMetricTests
{
    private const string Tree = "NOUN\t2\tnsubj\nVERB\t0\troot";

    private static readonly Language Unknown = new("qqq", "Zzzz");

    /// <summary>Texts that models give when something went wrong.</summary>
    private static readonly string[] Outputs =
    [
        "",
        " ",
        "\n\t\u3000",
        ".",
        "yes",
        "42",
        "B-PER O",
        Tree,
        "\ud800",
        "a\udc00b",
        "\0",
        "🦊🦊",
        "e\u0301",
        "日本語",
        "ابجد ٤٢",
        "\\boxed{",
        "1/0",
        "1e999",
        "NaN",
        "-",
        "one two three four five six seven",
        "これは日本語の文です",
        new string(' ', 5000),
        new string('9', 3000),
        string.Concat(Enumerable.Repeat("]]", 500)),
    ];

    private static readonly string[][] References =
    [
        [],
        [""],
        [" "],
        ["yes"],
        ["42"],
        ["B-PER O"],
        [Tree],
        ["yes", "no", ""],
        ["\ud800"],
    ];

    private static readonly double?[] Likelihoods = [null, -2.5, 0, double.NaN, double.NegativeInfinity];

    /// <summary>All that can be made without settings, and those that need labels.</summary>
    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, IMetric> All { get; } =
        Directory
            .GetFiles(AppContext.BaseDirectory, "Clt.Plugins.*.dll")
            .SelectMany(f => Assembly.LoadFrom(f).GetExportedTypes())
            .Where(t => typeof(IMetric).IsAssignableFrom(t) && !t.IsAbstract && t.GetConstructor([]) is not null)
            .Select(t => (IMetric)Activator.CreateInstance(t)!)
            .Concat([
                new MacroF1("yes", "no"),
                new MatthewsCorrelation("yes", "no"),
                new Kappa(2, "yes", "no"),
                new KrippendorffAlpha(MeasurementLevel.Nominal, "yes", "no"),
                new MajorityTag(["yes", "no"]),
                .. PassRates(),
            ])
            .ToDictionary(m => m.Info.Name, StringComparer.Ordinal);

    private static readonly Language[] Languages = [Predict.English, Unknown, Predict.Japanese, Language.Parse("ar")];

    /// <summary>With the reference's model of languages, where it is there.</summary>
    private static IEnumerable<IMetric> PassRates()
    {
        var model = Path.Combine(SharedFolder.Golden, "metrics", "lid.176.ftz");
        if (!File.Exists(model))
            yield break;
        var words = Path.GetTempFileName();
        File.WriteAllText(words, "house\nwater\nlanguage\n");
        yield return LanguageIdRecipes.LinePassRate(model);
        yield return LanguageIdRecipes.WordPassRate(model, words);
        File.Delete(words);
    }

    /// <summary>Judges score by what a service answers: their own tests let it misbehave.</summary>
    [Fact]
    public void Every_metric_of_every_plugin_is_among_them()
    {
        var types = Directory
            .GetFiles(AppContext.BaseDirectory, "Clt.Plugins.*.dll")
            .SelectMany(f => Assembly.LoadFrom(f).GetExportedTypes())
            .Where(t => typeof(IMetric).IsAssignableFrom(t) && !t.IsAbstract)
            .ToHashSet();
        types.ExceptWith(All.Values.Select(m => m.GetType()));
        if (PassRates().Any())
            types.Select(t => t.Name).Order().ShouldBe(["PairwiseJudge", "PointwiseJudge", "Rouge"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Odd_outputs_have_a_defined_score_or_an_error_that_names_the_metric(string name)
    {
        foreach (var item in Cases().Select((c, i) => c with { ItemId = $"i{i}" }))
        {
            if (Score(name, item) is not { } score)
                continue;
            score.ShouldBe(Score(name, item)!, Comparer, "the same item has the same score");
            var measured = item.LogLikelihood is not (double.NaN or double.NegativeInfinity);
            (measured && double.IsInfinity(score.Value)).ShouldBeFalse(Shown(item));
            (measured && score.Statistics?.Any(v => !double.IsFinite(v)) == true).ShouldBeFalse(Shown(item));
            var whole = All[name].Aggregate([score]);
            if (!double.IsNaN(score.Value) && score.Statistics is null)
                whole.ShouldBe(score.Value, Shown(item));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Items_that_are_all_alike_score_as_one_and_their_order_does_not_matter(string name)
    {
        var scores = Cases()
            .Select(c => Score(name, c with { LogLikelihood = -2.5, Tokens = 3 }))
            .OfType<ItemScore>()
            .Where(s => !double.IsNaN(s.Value))
            .ToList();
        scores.ShouldNotBeEmpty();
        var metric = All[name];
        foreach (var score in scores.Take(40))
        {
            // Krippendorff's alpha corrects for small samples, so that more of the same is not the same.
            if (name == "krippendorff-alpha")
                continue;
            metric.Aggregate([score, score, score]).ShouldBe(metric.Aggregate([score]), 1e-9);
        }

        metric.Aggregate([.. scores.AsEnumerable().Reverse()]).ShouldBe(metric.Aggregate(scores), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_undefined_item_leaves_the_others_as_they_are(string name)
    {
        var metric = All[name];
        var scores = Cases().Select(c => Score(name, c)).OfType<ItemScore>().Where(s => s.Statistics is null).ToList();
        var defined = scores.Where(s => !double.IsNaN(s.Value)).ToList();
        if (scores.Count == defined.Count || defined.Count == 0)
            return;
        metric.Aggregate(scores).ShouldBe(metric.Aggregate(defined), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_output_of_a_million_characters_is_scored(string name)
    {
        foreach (var (piece, reference) in new[] { ("yes ", "yes"), ("42 ", "42"), ("B-PER ", "B-PER O"), ("x", Tree), ("日本", "日本") })
        {
            var output = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
            Score(name, Predict.Of(output, reference) with { LogLikelihood = -1, Tokens = 5 });
        }
    }

    [Fact]
    public void Names_and_signatures_are_their_own_and_every_metric_is_in_the_reference()
    {
        All.Values.Select(m => m.Info.Signature).Distinct().Count().ShouldBe(All.Count);
        All.Values.ShouldAllBe(m => m.Info.Signature.Contains('|') && m.Info.Description.Length > 10);
        var reference = File.ReadAllText(Path.Combine(RepositoryRoot.Folder, "docs", "reference", "metrics.md"));
        All.Keys.Where(n => !reference.Contains($"`{n}`")).ShouldBeEmpty("docs/reference/metrics.md has a row for each");
    }

    [Fact]
    public void Text_against_itself_is_best_in_every_language_that_has_a_code()
    {
        foreach (var language in new[] { Predict.Japanese, Unknown, Language.Parse("ar"), Language.Parse("th") })
        {
            var item = new Prediction("i", language, "", "日本 ابجد ไทย 42 foo", ["日本 ابجد ไทย 42 foo"]);
            foreach (var name in new[] { "rouge-l", "rouge-1", "exact-match", "accuracy", "squad-f1", "squad-exact", "number-match" })
                All[name].Score(item).Value.ShouldBe(1, $"{name}, {language.Code}");
        }
    }

    /// <summary>
    /// Every output against every reference; likelihoods and languages take turns, whose numbers share no factor with the others.
    /// </summary>
    private static IEnumerable<Prediction> Cases() =>
        Outputs.SelectMany(
            (output, o) =>
                References.Select(
                    (references, r) =>
                    {
                        var turn = (o * References.Length) + r;
                        var likelihood = Likelihoods[turn % Likelihoods.Length];
                        return new Prediction(
                            "i",
                            Languages[turn % Languages.Length],
                            "",
                            output,
                            references,
                            likelihood,
                            likelihood is null ? 0 : 3
                        )
                        {
                            Choices = turn % 3 == 0 ? [] : Options([output, .. references], likelihood ?? -1),
                        };
                    }
                )
        );

    /// <summary>What a multiple-choice item with these options has.</summary>
    private static IReadOnlyList<ScoredChoice> Options(IEnumerable<string> texts, double likelihood) =>
        [.. texts.Distinct().Where(t => t.Trim().Length > 0).Select((t, i) => new ScoredChoice(t, likelihood - i, 1 + i, -1.5))];

    /// <summary>The score, or null where the metric refused the item in the right way.</summary>
    private static ItemScore? Score(string name, Prediction item)
    {
        try
        {
            return All[name].Score(item);
        }
        catch (InputException refused)
        {
            refused.Problems[0].What.ShouldNotBeEmpty();
            refused.Problems[0].Mend.ShouldNotBeEmpty(Shown(item));
            return null;
        }
    }

    private static readonly IEqualityComparer<ItemScore> Comparer = EqualityComparer<ItemScore>.Create(
        (a, b) => a!.Value.Equals(b!.Value) && (a.Statistics ?? []).SequenceEqual(b.Statistics ?? [])
    );

    private static string Shown(Prediction item) =>
        $"output '{(item.Output.Length > 30 ? item.Output[..30] : item.Output)}', references [{string.Join('|', item.References)}], "
        + $"{item.LogLikelihood}, {item.Language.Code}";
}
