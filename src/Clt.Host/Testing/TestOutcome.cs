namespace Clt.Host.Testing;

/// <summary>The counts of a test run.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that failed; at least 1 when the suite did not build or the runner broke.</param>
/// <param name="Skipped">Tests skipped with a reason.</param>
/// <param name="Failures">Names and messages of the failed ones.</param>
/// <param name="Skips">Reasons to skip, each with its number of tests.</param>
internal sealed record TestOutcome(
    int Passed,
    int Failed,
    int Skipped,
    IReadOnlyList<TestFailure> Failures,
    IReadOnlyDictionary<string, int> Skips
)
{
    /// <summary>Names of the tests that passed, in order.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What tests wrote, such as counts and figures, by their names.</summary>
    public IReadOnlyDictionary<string, string> Output { get; init; } = new Dictionary<string, string>();

    public bool Succeeded => Failed == 0 && Passed > 0;
}
