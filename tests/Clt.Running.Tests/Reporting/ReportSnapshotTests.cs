using System.Text.RegularExpressions;
using Clt.Recipes.Expansion;
using Clt.Results.Reporting;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using VerifyXunit;

namespace Clt.Running.Tests.Reporting;

/// <summary>What the report of a small made-up study says, word by word: approved in <c>Approved/</c>.</summary>
public sealed partial class ReportSnapshotTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_report_says_what_was_approved()
    {
        var context = _folder.Context();
        var study = ToyStudy.Quick().Report(Recipe.RelativeToEnglish(), Recipe.SeenVersusUnseen()).Expand(context);
        StudyRunner.Run(study, context, new RunnerOptions(new HereLauncher(), new FakeCellRunner()));
        var report = StudyReport.Of(study, StoredResults.Read(study, context));
        var text = ReportText.Of(ResultSet.Of(report.Results), report.Findings, [.. report.Tables, report.Settings], ReportFormat.Md);
        // Names of cells and weights change with every change of code.
        await Verifier.Verify(Hash().Replace(text, "HASH")).UseDirectory("Approved").UseFileName("report");
    }

    [GeneratedRegex(@"\b[0-9a-f]{16,64}\b")]
    private static partial Regex Hash();
}
