using System.Globalization;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>
/// When self-training ends: how far the answers of each round's model to held-out items agree with those of the model that taught it, which
/// needs no labels. Rounds end with the one before agreement falls; the last stage's model teaches nobody and is not asked.
/// </summary>
public sealed class RoundAgreement : IAnalysis
{
    private const string Prefix = "held-out agreement";
    private const char Between = '|';

    public string Title => "Rounds of self-training";

    /// <summary>The name of the number among a run's facts.</summary>
    /// <param name="student">The stage whose model answered.</param>
    /// <param name="teacher">The stage whose model taught it.</param>
    /// <param name="language">Code of the language.</param>
    internal static string Fact(string student, string teacher, string language) =>
        string.Join(Between, Prefix, student, teacher, language);

    public AnalysisResult Run(StudyResults results)
    {
        var found = results.Finetuned.SelectMany(Read).ToList();
        if (found.Count == 0)
        {
            var why = "This needs three stages in a row, of which two are trained on answers of the stage before to the same task.";
            return new AnalysisResult(Title, [new Finding("", why)], [], []);
        }

        var order = results.Axes.FirstOrDefault(a => a.Name == AxisInfo.Stage)?.Labels ?? [];
        var means = found
            .GroupBy(f => (f.Path, f.Student, f.Teacher))
            .Select(g => (g.Key.Path, g.Key.Student, g.Key.Teacher, Agreement: g.Average(f => f.Agreement), Values: g.ToList()))
            .OrderBy(g => g.Path, StringComparer.Ordinal)
            .ThenBy(g => order.ToList().IndexOf(g.Student))
            .ToList();
        var languages = found.Select(f => f.Language).Distinct().ToList();
        var table = new TableModel(
            "Held-out agreement with the teacher",
            [
                new("runs"),
                new("round"),
                new("taught by"),
                .. languages.Select(l => new TableColumn(Language.Parse(l).Short, true)),
                new("mean", true),
            ],
            [
                .. means.Select(m => new TableRow([
                    m.Path,
                    m.Student,
                    m.Teacher,
                    .. languages.Select(l => Share(m.Values.Where(v => v.Language == l).Select(v => v.Agreement))),
                    Share([m.Agreement]),
                ])),
            ],
            "The share of held-out items (of tags, of words) that both answer alike; means over seeds. No labels are used."
        );
        var findings = means
            .GroupBy(m => m.Path)
            .Select(g => new Finding(g.Key, Ends([.. g.Select(m => (m.Student, m.Teacher, m.Agreement))])));
        return new AnalysisResult(Title, [.. findings], [], [table]);
    }

    private static string Ends(IReadOnlyList<(string Student, string Teacher, double Agreement)> rounds)
    {
        for (var i = 1; i < rounds.Count; i++)
        {
            if (rounds[i].Agreement < rounds[i - 1].Agreement)
            {
                return $"agreement falls from {Share([rounds[i - 1].Agreement])} to {Share([rounds[i].Agreement])} with "
                    + $"'{rounds[i].Student}': rounds end with '{rounds[i].Teacher}'.";
            }
        }

        return $"agreement does not fall up to '{rounds[^1].Student}', which is the last that is known of.";
    }

    private static IEnumerable<(string Path, string Student, string Teacher, string Language, double Agreement)> Read(MeasuredRun run) =>
        run
            .Result.Facts.Select(f => (Parts: f.Key.Split(Between), f.Value))
            .Where(f => f.Parts is [Prefix, _, _, _] && double.IsFinite(f.Value))
            .Select(f =>
                (
                    Layout.Title(run.Axes.Where(a => a.Key != AxisInfo.Stage).ToDictionary(a => a.Key, a => a.Value)),
                    f.Parts[1],
                    f.Parts[2],
                    f.Parts[3],
                    f.Value
                )
            );

    private static string Share(IEnumerable<double> values) =>
        values.DefaultIfEmpty(double.NaN).Average().ToString("0.000", CultureInfo.InvariantCulture);
}
