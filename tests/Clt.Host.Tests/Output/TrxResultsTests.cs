using Clt.Host.Testing;
using Clt.Host.Verbs;

namespace Clt.Host.Tests.Output;

public sealed class TrxResultsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-trx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Counts_are_added_up_over_files()
    {
        Write("a.trx", Result("A.one", "Passed") + Result("A.two", "Failed", "<Message>1 is not 2</Message>"));
        Write("b.trx", Result("B.one", "NotExecuted", "<Message>no models in golden</Message>") + Result("B.two", "Passed"));
        var outcome = TrxResults.Read(_folder);
        (outcome.Passed, outcome.Failed, outcome.Skipped).ShouldBe((2, 1, 1));
        outcome.Failures.ShouldBe([new TestFailure("A.two", "1 is not 2")]);
        outcome.Skips["no models in golden"].ShouldBe(1);
        outcome.Names.ShouldBe(["A.one", "B.two"]);
        outcome.Succeeded.ShouldBeFalse();
    }

    [Fact]
    public void A_line_for_each_reason_to_skip_stands_before_the_counts()
    {
        var skips = new Dictionary<string, int> { ["no mecab"] = 1, ["no folder\nof data"] = 3 };
        var outcome = new TestOutcome(7, 0, 4, [], skips) { Names = ["A.one"] };
        TestVerb
            .Lines(outcome, isFiltered: false)
            .ShouldBe(["skipped 3: no folder of data", "skipped 1: no mecab", "7 passed, 0 failed, 4 skipped"]);
        TestVerb.Lines(outcome, isFiltered: true).First().ShouldBe("passed: A.one");
    }

    [Fact]
    public void No_test_at_all_is_no_success() => TrxResults.Read(_folder).Succeeded.ShouldBeFalse();

    private static string Result(string test, string outcome, string inner = "") =>
        $"<UnitTestResult testName=\"{test}\" outcome=\"{outcome}\"><Output><ErrorInfo>{inner}</ErrorInfo></Output></UnitTestResult>";

    private void Write(string name, string results) =>
        File.WriteAllText(
            Path.Combine(_folder, name),
            $"<TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\"><Results>{results}</Results></TestRun>"
        );
}
