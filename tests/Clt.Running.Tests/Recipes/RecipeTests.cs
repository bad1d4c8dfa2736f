using Clt.Engine.Models;
using Clt.Engine.Training.Schedules;
using Clt.Recipes.Grid;
using Clt.Recipes.Models;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Recipes;

public class RecipeTests
{
    [Fact]
    public void Mixtures_add_up_in_order_and_follow_axes()
    {
        var n = Axis("n", 0, 50);
        var mixture = Fixed(Lang("en"), 100) + PerLanguage(Langs("es fr"), n);
        var at = mixture.At(Point.Origin.With(n, 1));
        at.Parts.Select(p => (p.Languages.ToString(), p.Count)).ShouldBe([("eng_Latn", 100), ("spa_Latn fra_Latn", 50)]);
        at.Examples.ShouldBe(200);
        mixture.At(Point.Origin.With(n, 0)).Languages.ShouldBe(Lang("en"));
        mixture.At(Point.Origin.With(n, 0)).Named.ShouldBe(Langs("en es fr"));
    }

    [Fact]
    public void Shares_have_no_count()
    {
        var task = new ToyTask(new ToySource());
        var mixture = Share(0.25, task, Lang("en")) + Share(0.75, task, Lang("es"));
        mixture.At(Point.Origin).Examples.ShouldBeNull();
        mixture.At(Point.Origin).Parts.Select(p => p.Share).ShouldBe([0.25, 0.75]);
    }

    [Fact]
    public void Languages_of_a_mixture_may_be_an_axis()
    {
        var seen = Axis("seen", ("near", Langs("es pt")), ("far", Langs("ja")));
        var mixture = PerLanguage(seen, 10);
        mixture.At(Point.Origin.With(seen, 1)).Languages.ShouldBe(Langs("ja"));
    }

    [Fact]
    public void Schedules_say_what_they_are()
    {
        Constant(1e-3).At(Point.Origin).ShouldBe(new ConstantSchedule(1e-3));
        Linear(1e-3, warmup: 5).At(Point.Origin).ShouldBe(new LinearSchedule(1e-3, 5));
        Cosine(1e-3, 10, 0.1).At(Point.Origin).ShouldBe(new CosineSchedule(1e-3, 10, 0.1));
    }

    [Fact]
    public void A_decoder_counts_its_weights()
    {
        var shape = (DecoderSpec)Decoder(layers: 4, width: 128, heads: 4).At(Point.Origin);
        shape.Inner.ShouldBe(352);
        // A block: 4 × 128² of attention, 3 × 128 × 352 of feed-forward, two norms; then the last norm and the tied embeddings.
        shape.Parameters(1024, ModelFamilies.BuiltIn).ShouldBe((4 * (65_536 + 135_168 + 256)) + 128 + 131_072);
        Decoder(layers: 1, width: 64, heads: 4, keyValueHeads: 2, inner: 64, tied: false)
            .At(Point.Origin)
            .Parameters(100, ModelFamilies.BuiltIn)
            .ShouldBe((64 * 64 * 2) + (64 * 32 * 2) + (3 * 64 * 64) + 128 + 64 + (2 * 100 * 64));
    }

    [Fact]
    public void A_study_is_immutable()
    {
        var study = Study("a");
        var more = study.Seeds(1, 2, 3);
        more.ShouldNotBe(study);
        study.Seeds(4).ShouldNotBe(more);
        more.Name.ShouldBe("a");
    }
}
