using System.Globalization;
using Clt.Results.Store;

namespace Clt.Results.Scores;

/// <summary>Reads mean scores from a CSV file: a paper's tables, or the <c>means.csv</c> of a study.</summary>
/// <remarks>
/// Columns, in any order: <c>task</c>, <c>model</c>, <c>setting</c>, <c>train_langs_besides_en</c> (tags separated by commas),
/// <c>samples_per_lang</c> (empty for a base), <c>eval_lang</c> (a tag, or <c>Avg.</c> for a printed average), <c>value</c>; and, where
/// known, <c>seed</c> and <c>english</c> (English examples of the task). Other columns are ignored.
/// </remarks>
public static class PublishedTable
{
    private const string Average = "Avg.";
    private static readonly string[] Needed =
    [
        "task",
        "model",
        "setting",
        "train_langs_besides_en",
        "samples_per_lang",
        "eval_lang",
        "value",
    ];

    /// <param name="path">The file.</param>
    /// <param name="english">English examples of the task, by setting, where the table does not say.</param>
    /// <exception cref="InputException">The file is missing, lacks columns, or has wrong rows: all of them are listed.</exception>
    public static MeanScores Read(string path, IReadOnlyDictionary<string, int>? english = null)
    {
        if (!File.Exists(path))
            throw new InputException("there is no such file", path, "Give the path of a table of scores.");
        WrittenFiles.Require(path);
        var lines = File.ReadAllLines(path);
        var header = lines.Length == 0 ? [] : CsvLine.Read(lines[0]);
        var missing = Needed.Except(header).ToList();
        if (missing.Count > 0)
        {
            throw new InputException(
                $"the table lacks {string.Join(", ", missing.Select(m => $"'{m}'"))}",
                $"{path}, line 1",
                $"A table has the columns {string.Join(", ", Needed)}."
            );
        }

        var (rows, printed, problems) = (new List<MeanScore>(), new List<PrintedMean>(), new List<Problem>());
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;
            try
            {
                var fields = CsvLine.Read(lines[i]);
                string Field(string name) =>
                    Array.IndexOf(header, name) is var at && at >= 0 && at < fields.Length ? ResultsCsv.Unescaped(fields[at]) : "";
                var row = Row(Field, english);
                if (Field("eval_lang") == Average)
                    printed.Add(new PrintedMean(row.Task, row.Model, row.Setting, row.Trained, row.Samples, row.Value));
                else
                    rows.Add(row with { Language = Language.Parse(Field("eval_lang")) });
            }
            catch (Exception e) when (e is FormatException or InputException)
            {
                problems.Add(
                    new Problem(
                        e is InputException input ? input.Problems[0].What : "a number cannot be read",
                        $"{path}, line {i + 1}",
                        "Mend the row or leave it out."
                    )
                );
            }
        }

        problems.AddRange(
            rows.GroupBy(r => (r.Task, r.Model, r.Setting, r.Trained, r.Samples, r.Language.Code, r.Seed))
                .Where(g => g.Count() > 1)
                .Select(g => new Problem(
                    $"{g.Count()} rows are of {g.Key.Task}, {g.Key.Model}, {g.Key.Setting}, N = {g.Key.Samples}, {g.Key.Code}",
                    path,
                    "Keep one."
                ))
        );
        if (problems.Count == 0 && rows.Count == 0)
            problems.Add(new Problem("the table has no row", path, "Give one with scores."));
        return problems.Count == 0 ? new MeanScores(rows) { Printed = printed } : throw new InputException(problems);
    }

    private static MeanScore Row(Func<string, string> field, IReadOnlyDictionary<string, int>? english)
    {
        double Number(string name) => double.Parse(field(name), NumberStyles.Float, CultureInfo.InvariantCulture);
        var trained = new LanguageSet(
            field("train_langs_besides_en").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Language.Parse)
        );
        var value = Number("value");
        if (!double.IsFinite(value))
            throw new FormatException();
        return new MeanScore(
            field("task"),
            field("model"),
            field("setting"),
            trained,
            field("samples_per_lang").Length == 0 ? double.NaN : Number("samples_per_lang"),
            Language.Parse("en"),
            field("seed").Length == 0 ? 1 : long.Parse(field("seed"), CultureInfo.InvariantCulture),
            value
        )
        {
            English =
                field("english").Length > 0 ? Number("english")
                : english is not null && english.TryGetValue(field("setting"), out var known) ? known
                : double.NaN,
        };
    }
}
