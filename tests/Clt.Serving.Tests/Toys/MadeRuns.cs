using System.Text.Json;
using Clt.Engine.Training;
using Clt.Results.Store;

namespace Clt.Serving.Tests.Toys;

/// <summary>A runs folder with one study, written by hand: two seeds that are done, one that failed, one that is to do.</summary>
internal sealed class MadeRuns : IDisposable
{
    public const string Study = "toys/sums",
        First = "00000000000000a1",
        Second = "00000000000000a2",
        Failed = "00000000000000a3",
        Planned = "00000000000000a4",
        Orphan = "00000000000000ff";

    private readonly TemporaryFolder _folder = new();

    /// <param name="label">The value of the axis, which stands in titles.</param>
    /// <param name="text">What stands in prompts, answers, settings, reasons.</param>
    public MadeRuns(string label = "result", string text = "two")
    {
        Label = label;
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Folder.Path).FullName, "study.yaml"), Yaml(label, text));
        foreach (var (id, seed) in new[] { (First, 1), (Second, 2) })
        {
            var cell = Cell(id, seed);
            Training(id.Replace('a', 'b'), seed).Dispose();
            Answers(cell, text, rightFrom: seed);
            cell.Write(Result(id, seed, rightFrom: seed));
        }

        File.WriteAllText(Cell(Failed, 3).Failure, $"The loss is no number {text}\n   at somewhere\n");
        Cell(Orphan, 9);
        var training = Folder.Cell(First.Replace('a', 'b'));
        File.WriteAllText(Path.Combine(training.Path, "examples.jsonl"), Example(text) + "\n");
    }

    public string Label { get; }

    public string Runs => _folder.Path;

    public StudyFolder Folder => new(_folder.Path, Study);

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes what a run keeps while it runs.</summary>
    public void Running(string cell, double fraction, double left) =>
        File.WriteAllText(
            Path.Combine(Folder.Path, "progress.json"),
            JsonSerializer.Serialize(
                new
                {
                    cells = 4,
                    done = 2,
                    failed = 1,
                    fraction,
                    seconds = 60,
                    left,
                    running = new[]
                    {
                        new
                        {
                            cell,
                            title = "x",
                            phase = "training",
                            fraction,
                            tokens_per_second = 1234,
                            loss = 1.5,
                            left,
                        },
                    },
                }
            )
        );

    /// <summary>A cell with its text.</summary>
    public CellFolder Cell(string id, int seed)
    {
        var cell = Folder.Cell(id);
        Directory.CreateDirectory(cell.Path);
        File.WriteAllText(cell.CellYaml, $"schema: 1\nkind: \"finetune\"\ntraining: \"{id.Replace('a', 'b')}\"\nseed: {seed}\n");
        return cell;
    }

    /// <summary>A training of 30 steps, whose log goes on.</summary>
    public StreamWriter Training(string id, int seed)
    {
        var cell = Folder.Cell(id);
        Directory.CreateDirectory(cell.Path);
        File.WriteAllText(cell.CellYaml, $"schema: 1\nkind: \"training\"\nseed: {seed}\n");
        var log = new StreamWriter(cell.Log) { AutoFlush = true };
        for (var step = 1; step <= 30; step++)
            log.Write(Row(step, 3.0 / step) + "\n");
        return log;
    }

    /// <summary>A row of a log; every tenth has held-out losses and scores.</summary>
    public static string Row(int step, double loss) =>
        JsonSerializer.Serialize(
            new StepRow
            {
                Step = step,
                Loss = loss,
                TargetTokens = 10,
                Tokens = step * 20,
                GradientNorm = 1,
                LearningRate = 0.1,
                TokensPerSecond = 100,
                Seconds = 0.1,
                ValidationLoss = step % 10 == 0 ? loss + 0.1 : null,
                ValidationByLanguage = step % 10 == 0 ? new Dictionary<string, double> { ["eng_Latn"] = loss + 0.1 } : null,
                Evaluation =
                    step % 10 == 0 ? new Dictionary<string, double> { ["loss/spa_Latn"] = loss + 0.5, ["exact/eng_Latn"] = 0.5 } : null,
            }
        );

    private static void Answers(CellFolder cell, string text, int rightFrom)
    {
        foreach (var language in new[] { "eng_Latn", "spa_Latn" })
        {
            var file = cell.Predictions(language);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var lines = Enumerable
                .Range(0, 30)
                .Select(i => new
                {
                    item = $"item-{i:00}",
                    prompt = $"What is {i} and {text}?",
                    output = i >= rightFrom ? $"it is {i + 2}" : $"it is wrong {text}",
                    references = new[] { $"it is {i + 2}" },
                    log_likelihood = (double?)null,
                    tokens = 3,
                });
            File.WriteAllText(file, string.Concat(lines.Select(l => JsonSerializer.Serialize(l) + "\n")));
        }
    }

    private static CellResult Result(string id, int seed, int rightFrom)
    {
        string[] items = [.. Enumerable.Range(0, 30).Select(i => $"item-{i:00}")];
        double[] values = [.. Enumerable.Range(0, 30).Select(i => i >= rightFrom ? 1.0 : 0.0)];
        return new CellResult(
            CellResult.CurrentSchema,
            id,
            CellKind.Finetune,
            seed,
            "weights",
            new Dictionary<string, double> { ["steps"] = 30 },
            [
                .. new[] { "eng_Latn", "spa_Latn" }.Select(l => new ScoreRecord(
                    l,
                    "exact",
                    "exact|v:1",
                    values.Average(),
                    0,
                    1,
                    items,
                    values,
                    null
                )),
            ]
        );
    }

    private static string Example(string text) =>
        JsonSerializer.Serialize(
            new
            {
                task = "sums",
                language = "eng_Latn",
                item = "train-1",
                pieces = new[]
                {
                    new
                    {
                        text = $"1 and {text}? ",
                        train = false,
                        role = "User",
                        id = 5,
                    },
                    new
                    {
                        text = "3",
                        train = true,
                        role = "Assistant",
                        id = 6,
                    },
                },
            }
        );

    private static string Yaml(string label, string text)
    {
        string Quoted(string value) => JsonSerializer.Serialize(value);
        var points = new[] { (First, 1), (Second, 2), (Failed, 3), (Planned, 4) };
        return $"""
            schema: 1
            study: "{Study}"
            axes:
              - name: "answer"
                values:
                  - {Quoted(label)}
            groups:
              "eng_Latn": "english"
              "spa_Latn": "seen"
            settings:
              - name: "batch"
                value: {Quoted($"16 {text}")}
                from: "recipe"
            shared: []
            points:
            {string.Concat(
                points.Select(p =>
                    $"  - cell: \"{p.Item1}\"\n    kind: \"Finetune\"\n    seed: {p.Item2}\n    axes:\n      answer: {Quoted(label)}\n"
                )
            )}
            """;
    }
}
