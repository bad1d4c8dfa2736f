using Clt.Host.Tests.Verbs;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>A run ends with exit code 1 where a gate of its study does not hold, and with 0 where all do.</summary>
[Collection(VerbRun.Alone)]
public sealed class GateExitTests : IDisposable
{
    private static readonly string Base = Path.Combine(RepositoryRoot.Folder, "recipes", "bases", "small");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_gate_that_does_not_hold_is_named_and_fails_the_run_again_and_again()
    {
        var recipe = Recipe("above 0", "0", "above 100", "100");
        foreach (var time in new[] { "first", "second" })
        {
            var run = Run(recipe);
            run.ExitCode.ShouldBe(1, $"{time}: {run}");
            run.Error.ShouldContain("gate does not hold: above 100");
            run.Error.ShouldNotContain("above 0");
            run.Output.ShouldContain("1 of 2 gates hold.");
        }
    }

    [Fact]
    public void Where_all_gates_hold_the_run_is_done()
    {
        var run = Run(Recipe("above 0", "0", "above 0.001", "0.001"));
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("2 of 2 gates hold.");
    }

    private string Recipe(string first, string low, string second, string high) =>
        _folder.Write(
            "gated.csx",
            $"""
            using static Clt.Recipe;
            var score = Scored(Langs("en es"), "bits-per-byte");
            return Study("gated").Model(@"{Base}").Task(LanguageModelling(on: NumberWordText("en es"))).Evaluate(Langs("en es"), items: 6)
                .Report(Gates(Above("{first}", score, {low}), Above("{second}", score, {high})));
            """
        );

    private VerbRun Run(string recipe) => VerbRun.Of("run", recipe, "--runs", Path.Combine(_folder.Path, "runs"), "--workers", "0");
}
