using Clt.Engine.Parameters;
using Clt.Recipes.Expansion;
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
        var check = RecipeVerification.Run(study.Expand(_folder.Context()), _folder.Context(), Path.Combine(_folder.Path, "scratch"));

        foreach (var row in check.Rows) row.Passed.ShouldBeTrue($"{row.Name}: {row.Figure} {row.Unit}");
        check.Rows.Single(r => r.Name.StartsWith("export")).Figure.ShouldBe(0);
        check.Masks.ShouldNotBeEmpty();
        check.Rows.Count(r => r.Figure is not null).ShouldBeGreaterThanOrEqualTo(6);
    }
}
