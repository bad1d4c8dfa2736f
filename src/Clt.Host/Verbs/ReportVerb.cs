using System.CommandLine;
using Clt.Formats.Files;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Plugins.Catalog;
using Clt.Results.Analysis;
using Clt.Results.Reporting;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Reports;

namespace Clt.Host.Verbs;

/// <summary>
/// <c>clt report</c>: analyses the results that are there, prints the tables and writes report and CSV anew, or another form.
/// </summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var format = new Option<ReportFormat?>("--format")
        {
            Description = "Write the results as html, md, latex (booktabs), csv, json (docs/reference/results.md) or junit instead.",
            HelpName = "FORMAT",
        };
        var output = new Option<string?>("--out") { Description = "With --format: the file; else it is printed.", HelpName = "FILE" };
        var verb = new Command(
            "report",
            """
            Analyses the results that a recipe has so far, prints the tables, and writes report.html, results.json and results.csv anew.
            The folder of a study in place of the recipe gives its tables without the recipe's analyses.

            Examples:
              clt report recipes/quickstart.csx
              clt report recipes/quickstart.csx --format latex --out tables.tex
              clt report runs/quickstart --format junit --out results.xml
              clt report recipes/quickstart.csx --json
            """
        )
        {
            json,
            format,
            output,
        };
        var read = SessionOptions.AddTo(verb, results: true);
        verb.SetAction(
            (parsed, cancel) =>
            {
                var options = read(parsed);
                if (parsed.GetValue(format) is { } chosen)
                    Write(Text(options, chosen, cancel), parsed.GetValue(output));
                else
                    Report(options, parsed.GetValue(json), cancel);
                return Task.FromResult(ExitCode.Done);
            }
        );
        return verb;
    }

    private static void Report(SessionOptions options, bool json, CancellationToken cancel)
    {
        using var session = RecipeSession.Open(options, Console.Error.WriteLine, cancel);
        var (study, folder) = (session.Reached, new StudyFolder(session.Context.RunsFolder, session.Study.Name));
        var report = StudyReport.Write(study, StoredResults.Read(study, session.Context), folder);
        if (!json)
        {
            ReportView.Print(report);
            Console.Out.WriteLine($"Report: {Path.GetRelativePath(Environment.CurrentDirectory, folder.Report)}");
            return;
        }

        JsonText.Print(
            new
            {
                study = session.Study.Name,
                report = folder.Report,
                results = folder.Csv,
                findings = report.Findings,
                missing = report.Results.Missing,
                rows = report.Results.Rows(),
            }
        );
    }

    private static string Text(SessionOptions options, ReportFormat format, CancellationToken cancel)
    {
        if (!Directory.Exists(options.Recipe))
        {
            using var session = RecipeSession.Open(options, Console.Error.WriteLine, cancel);
            var study = session.Reached;
            var report = StudyReport.Of(study, StoredResults.Read(study, session.Context));
            return format == ReportFormat.Html
                ? report.Html(new StudyFolder(session.Context.RunsFolder, session.Study.Name))
                : ReportText.Of(ResultSet.Of(report.Results), report.Findings, report.Tables, format);
        }

        if (format == ReportFormat.Html)
            throw new InputException(
                "a page needs the recipe with its analyses",
                options.Recipe,
                "Name the recipe, or take another format."
            );
        var set = ResultSet.Read(options.Recipe);
        if (format is not (ReportFormat.Md or ReportFormat.Latex))
            return ReportText.Of(set, [], [], format);
        var plugins = PluginHost.Load(options.Plugins);
        var results = set.ToStudyResults(set.Measured(plugins.All<IMetric>(), plugins.All<IMetricReader>()));
        return ReportText.Of(set, [], [.. StageMatrix.Tables(results), .. LanguageTables.Of(results)], format);
    }

    /// <summary>Prints a text, or writes it to a file, whole or not at all.</summary>
    public static void Write(string text, string? file)
    {
        if (file is null)
            Console.Out.Write(text);
        else
            AtomicFile.WriteText(file, text);
    }
}
