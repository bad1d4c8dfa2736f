using System.CommandLine;
using Clt.Host.Output;
using Clt.Host.Testing;

namespace Clt.Host.Verbs;

/// <summary><c>clt test</c>: builds and runs the test suite.</summary>
internal static class TestVerb
{
    public static Command Create()
    {
        var filter = new Option<string?>("--filter")
        {
            Description = "Only tests whose full name contains this text; those that passed are listed, with what they wrote.",
            HelpName = "TEXT",
        };
        var slow = new Option<bool>("--slow") { Description = "Also the slow checks (trait Category=Slow)." };
        var json = CommonOptions.Json();
        var verb = new Command(
            "test",
            """
            Builds and runs the test suite. The last line is `N passed, N failed, N skipped`; before it stands a line for each reason
            to skip, such as reference values that are not there (CLT_GOLDEN, CLT_DATA), with the number of tests.

            Examples:
              clt test
              clt test --filter Golden.Metrics
              clt test --filter Meta          (every architecture, objective, optimiser and adapter, on a device)
              clt test --slow --json
              clt test --slow --filter Torture       (kills, damaged files, full disks for CLT_TORTURE minutes)
            """
        )
        {
            filter,
            slow,
            json,
        };
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var quiet = parsed.GetValue(json);
                var suite = new TestSuite(SourceTree.Find(), parsed.GetValue(filter), parsed.GetValue(slow));
                var outcome = await suite.Run(quiet ? _ => { } : Console.Out.WriteLine, cancel);
                if (quiet)
                    JsonText.Print(outcome);
                else
                    Lines(outcome, isFiltered: parsed.GetValue(filter) is { Length: > 0 }).ToList().ForEach(Console.Out.WriteLine);
                return outcome.Succeeded ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return verb;
    }

    /// <summary>The end of the output: what passed, where a filter makes that worth reading; why tests were skipped; the counts.</summary>
    internal static IEnumerable<string> Lines(TestOutcome outcome, bool isFiltered) =>
        [
            .. isFiltered ? outcome.Names.SelectMany(n => Passed(n, outcome)) : [],
            .. outcome
                .Skips.OrderByDescending(s => s.Value)
                .ThenBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => $"skipped {s.Value}: {s.Key.ReplaceLineEndings(" ")}"),
            $"{outcome.Passed} passed, {outcome.Failed} failed, {outcome.Skipped} skipped",
        ];

    /// <summary>A test that passed, and what it wrote.</summary>
    private static IEnumerable<string> Passed(string name, TestOutcome outcome) =>
        [
            $"passed: {name}",
            .. outcome.Output.TryGetValue(name, out var said) ? said.ReplaceLineEndings("\n").Split('\n').Select(l => $"  {l}") : [],
        ];
}
