using Clt.Engine.Data;

namespace Clt.Engine.Tests.Data;

public sealed class MixtureTests
{
    private static readonly SourceContext Context = new(Path.GetTempPath(), _ => { });
    private readonly ToyTask _task = new();

    [Fact]
    public void A_smaller_draw_is_the_beginning_of_a_larger_one()
    {
        var small = Ids(Mixture.Fixed(_task, ToyTask.English, 10), 1);
        var large = Ids(Mixture.Fixed(_task, ToyTask.English, 20), 1);

        large.Take(10).ShouldBe(small);
        large.Distinct().Count().ShouldBe(20);
        Ids(Mixture.Fixed(_task, ToyTask.English, 10), 2).ShouldNotBe(small);
    }

    [Fact]
    public void Aligned_languages_get_the_same_items() =>
        Ids(Mixture.Fixed(_task, ToyTask.French, 10), 1).ShouldBe(Ids(Mixture.Fixed(_task, ToyTask.English, 10), 1));

    [Fact]
    public void Parts_add_up_and_a_part_of_none_adds_nothing()
    {
        var mixture =
            Mixture.Fixed(_task, ToyTask.English, 5)
            + Mixture.PerLanguage(_task, [ToyTask.French], 3)
            + new MixturePart(_task, ToyTask.French, 0);
        mixture
            .Draw(Context, 1)
            .GroupBy(e => e.Language)
            .ToDictionary(g => g.Key, g => g.Count())
            .ShouldBe(new Dictionary<Language, int> { [ToyTask.English] = 5, [ToyTask.French] = 3 });
        mixture.ToString().ShouldBe("sums/eng_Latn=5 + sums/fra_Latn=3 + sums/fra_Latn=0");
    }

    [Fact]
    public void No_count_takes_everything() => Mixture.Fixed(_task, ToyTask.English, null).Draw(Context, 1).Count.ShouldBe(50);

    [Fact]
    public void Asking_for_more_than_there_is_says_how_many_there_are_for_every_part()
    {
        var error = Should.Throw<InputException>(() => Mixture.PerLanguage(_task, [ToyTask.English, ToyTask.French], 51).Draw(Context, 1));
        error.Problems.Count.ShouldBe(2);
        error.Problems.ShouldAllBe(p => p.What == "51 examples are asked for but there are 50");
    }

    [Fact]
    public void An_empty_mixture_is_an_input_error() =>
        Should.Throw<InputException>(() => Mixture.Fixed(_task, ToyTask.English, 0).Draw(Context, 1)).Message.ShouldContain("empty");

    private static List<string> Ids(Mixture mixture, long seed) => mixture.Draw(Context, seed).Select(e => e.ItemId).ToList();
}
