using System.Text;
using System.Text.Json.Nodes;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Serving.Answers;
using Clt.Serving.Curves;
using Clt.Serving.Runs;
using Clt.Serving.Tests.Toys;

namespace Clt.Fuzz.Tests.Kinds;

/// <summary>What runs leave, and what the commands that look at runs make of it.</summary>
internal static class StoredKinds
{
    private const string Cell = "0123456789abcdef",
        Other = "fedcba9876543210";

    private const string CellText = """
        code:
          Clt.Engine: "1111"
        kind: "finetune"
        seed: 1
        training:
          base: "fedcba9876543210"
          train:
            peak: 0.001
            objectives: ["a", "b"]
        """;

    private const string StudyText = """
        schema: 1
        study: "s"
        axes:
          - name: "samples"
            values: ["0", "50"]
        points:
          - axes:
              samples: "0"
            cell: "0123456789abcdef"
        """;

    /// <summary>A study's folder, as <c>list</c>, <c>why</c> and <c>clean</c> look at it without its recipe.</summary>
    public static FuzzKind Study() =>
        new(
            "study folder",
            [
                new Dictionary<string, byte[]>
                {
                    ["s/study.yaml"] = Encoding.UTF8.GetBytes(StudyText),
                    [$"s/cells/{Cell}/cell.yaml"] = Encoding.UTF8.GetBytes(CellText),
                    [$"s/cells/{Cell}/failure.txt"] = "it failed"u8.ToArray(),
                    [$"s/cells/{Other}/cell.yaml"] = Encoding.UTF8.GetBytes(CellText.Replace("0.001", "0.002")),
                    ["s/results.json"] = Encoding.UTF8.GetBytes(Unsealed()),
                    ["s/history.jsonl"] = HistoryLine(),
                },
            ],
            _ => true,
            folder =>
            {
                CommandRun.Of("list", "studies", "--runs", folder);
                CommandRun.Of("list", "cells", "--runs", folder);
                CommandRun.Of("why", Cell, "--runs", folder);
                CommandRun.Of("clean", "--runs", folder);
                ResultHistory.Read(Path.Combine(folder, "s", "history.jsonl"));
            }
        )
        {
            Refuses = false,
        };

    /// <summary>A study while it runs, as <c>clt serve</c> shows it: logs, curves, answers side by side, settings, failures.</summary>
    public static FuzzKind Watched()
    {
        using var made = new MadeRuns();
        made.Running(MadeRuns.First, 0.5, 12);
        return new FuzzKind(
            "watched study",
            [
                Directory
                    .GetFiles(made.Runs, "*", SearchOption.AllDirectories)
                    .ToDictionary(f => Path.GetRelativePath(made.Runs, f), File.ReadAllBytes),
            ],
            _ => true,
            folder =>
            {
                foreach (var study in new RunsFolder(folder).Studies())
                {
                    string[] cells = [.. study.State().Cells.Select(c => c.Id).Distinct()];
                    foreach (var cell in cells)
                    {
                        TrainingCurves.Of(study, cell);
                        CellDetails.Of(study, cell);
                    }

                    AnswerTable.Of(study, new AnswerQuery(cells, "", "", WhoIsRight.Anyone, "", "", 0, 100));
                }
            }
        )
        {
            Refuses = false,
        };
    }

    /// <summary>Results without their checksum, as other programs write them: what damage does is read, not refused.</summary>
    public static FuzzKind Results() =>
        new(
            "results.json",
            [
                new Dictionary<string, byte[]>
                {
                    ["results.json"] = Encoding.UTF8.GetBytes(Unsealed()),
                    ["other/results.json"] = Encoding.UTF8.GetBytes(Unsealed()),
                },
            ],
            file => file == "results.json",
            folder =>
            {
                CommandRun.Of("report", folder, "--format", "md");
                CommandRun.Of("compare", folder, Path.Combine(folder, "other"));
            }
        );

    public static FuzzKind Published() =>
        FuzzKind.OfFile(
            "published table",
            "table.csv",
            [
                """
                task,model,setting,train_langs_besides_en,samples_per_lang,eval_lang,value
                math,m,mono,,0,en,0.5
                math,m,multi,es fr,100,es,0.41
                math,m,multi,"es, fr",100,sw,"0.4"
                math,m,multi,es fr,100,Avg.,0.4
                """,
            ],
            path => PublishedTable.Read(path)
        );

    private static byte[] HistoryLine()
    {
        var file = Path.GetTempFileName();
        try
        {
            ResultHistory.Append(file, [Run(1, "0")]);
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Unsealed()
    {
        var runs = new[] { 1, 2, 3 }.SelectMany(seed => new[] { Run(seed, "0"), Run(seed, "50") }).ToList();
        var set = new ResultSet(
            ResultSet.CurrentSchema,
            "s",
            [new AxisInfo("samples", ["0", "50"], [0, 50])],
            new Dictionary<string, string> { ["en"] = "english", ["es"] = "seen" },
            [new MetricNote("exact-match", true)],
            runs,
            0
        );
        var json = JsonNode.Parse(set.ToJson())!.AsObject();
        foreach (var name in json.Select(f => f.Key).Where(n => n.Equals("checksum", StringComparison.OrdinalIgnoreCase)).ToList())
            json.Remove(name);
        return json.ToJsonString();
    }

    private static MeasuredRun Run(int seed, string samples)
    {
        var scores = new[] { "en", "es" }.Select(language => new ScoreRecord(
            language,
            "exact-match",
            "exact-match|v1",
            0.5,
            0.2,
            0.8,
            [.. Enumerable.Range(0, 8).Select(i => $"{i}")],
            [.. Enumerable.Range(0, 8).Select(i => (double)((i + seed) % 2))],
            null
        ));
        return new MeasuredRun(
            new Dictionary<string, string> { ["samples"] = samples },
            new CellResult(CellResult.CurrentSchema, Cell, CellKind.Finetune, seed, "w", new Dictionary<string, double>(), [.. scores])
        );
    }
}
