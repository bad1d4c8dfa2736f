using System.CommandLine;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Studies;

namespace Clt.Host.Verbs;

/// <summary><c>clt report</c>: analyses the results that are there, prints the tables and writes report and CSV anew.</summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var verb = new Command(
            "report",
            """
            Analyses the results that a recipe has so far, prints the tables, and writes report.html and results.csv anew.

            Examples:
              clt report recipes/quickstart.csx
              clt report recipes/quickstart.csx --json
            """) { json };
        var read = SessionOptions.AddTo(verb);
        verb.SetAction((parsed, cancel) =>
        {
            using var session = RecipeSession.Open(read(parsed), Console.Error.WriteLine, cancel);
            var folder = new StudyFolder(session.Context.RunsFolder, session.Study.Name);
            var report = StudyReport.Write(session.Study, StudyResults.Read(session.Study, session.Context), folder);
            if (parsed.GetValue(json))
            {
                JsonText.Print(new
                {
                    study = session.Study.Name,
                    report = folder.Report,
                    results = folder.Csv,
                    findings = report.Findings,
                    missing = report.Results.Missing,
                    rows = report.Results.Rows(),
                });
            }
            else
            {
                ReportView.Print(report);
                Console.Out.WriteLine($"Report: {folder.Report}");
            }

            return Task.FromResult(ExitCode.Done);
        });
        return verb;
    }
}
