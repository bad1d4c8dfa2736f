using Clt.Engine.Parameters;
using Clt.Recipes.Expansion;
using Clt.Recipes.Studies;
using Clt.Running.Tests.Toys;
using Clt.Running.Verification;
using static Clt.Plugins.Training.Objectives.ObjectiveWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>The guarantees hold for whatever a recipe trains.</summary>
public sealed class RecipeVerificationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("adapter")]
    [InlineData("teacher")]
    [InlineData("pairs")]
    [InlineData("whole texts")]
    public void Guarantees_are_measured_on_adapters_and_other_objectives(string what)
    {
        var model = TinyBase.Make(Path.Combine(_folder.Path, "base"), dtype: Dtype.BFloat16);
        var study = TinyBase.Study(model);
        study = what switch
        {
            "adapter" => study.Adapter(Lora(rank: 2)),
            // Divergences of two random models are differences of nearly equal numbers; soft labels are not.
            "teacher" => study.Objective(Distil(TinyBase.Make(Path.Combine(_folder.Path, "teacher"), seed: 2), SoftLabels)),
            "whole texts" => study.Objective(CrossEntropy(wholeText: true)),
            _ => study.Mixture(Fixed(Lang("en"), 20, new PairTask(new ToySource("en es", train: 40, test: 6)))).Objective(Dpo()),
        };
        var check = Check(study).ShouldHaveSingleItem();

        foreach (var row in check.Rows)
            row.Passed.ShouldBeTrue($"{row.Name}: {row.Figure} {row.Unit}");
        check.Rows.Single(r => r.Name.StartsWith("export")).Figure.ShouldBe(0);
        check.Masks.ShouldNotBeEmpty();
        check.Rows.Count(r => r.Figure is not null).ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public void Each_stage_is_verified_by_itself()
    {
        var model = TinyBase.Make(Path.Combine(_folder.Path, "base"));
        var (source, train) = (new ToySource("en es", train: 40, test: 6), Train(batch: 8, lr: Constant(0.02), validation: 4));
        var checks = Check(
            Study("stages")
                .Model(model)
                .Task(new ToyTask(source))
                .Evaluate(Lang("es"), items: 6)
                .Stage("sft", Fixed(Lang("en"), 20), train, adapter: Lora(rank: 2))
                .Stage("dpo", Fixed(Lang("en"), 20, new PairTask(source)), train, objective: Dpo(), adapterBefore: ContinueAdapter)
        );

        checks.Select(c => c.Stage).ShouldBe(["sft", "dpo"]);
        checks.ShouldAllBe(c => c.Passed && c.Masks.Count > 0);
        MaskPage.Render("stages", checks).ShouldContain("<h2>dpo: toy-pairs, eng_Latn</h2>");
    }

    private IReadOnlyList<RecipeCheck> Check(Study study) =>
        RecipeVerification.Run(study.Expand(_folder.Context()), _folder.Context(), Path.Combine(_folder.Path, "scratch"));
}
