using System.Text.Json;
using System.Text.RegularExpressions;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>GSM8K (Cobbe et al. 2021): English problems with solutions, <c>train.jsonl</c> and <c>test.jsonl</c>; a twentieth of the
/// training part validates.</summary>
internal sealed partial class Gsm8k(string folder)
    : Corpus(
        new SourceInfo(
            "gsm8k",
            "grade-school problems in English with solutions",
            [English],
            new Dictionary<string, string> { ["validation"] = "0.05" }
        ),
        folder
    )
{
    private static readonly Language English = Language.Parse("en");
    private readonly HashSplit _split = new(new Seed(1).Stream("gsm8k/split"), Validation: 0.05, Test: 0);

    protected override IEnumerable<string> Files => [Path.Combine(Folder, "train.jsonl"), Path.Combine(Folder, "test.jsonl")];

    public override IEnumerable<Record> Read(SourceRequest request)
    {
        if (request.Language != English)
            yield break;
        var name = request.Split == Split.Test ? "test" : "train";
        var path = Path.Combine(Folder, $"{name}.jsonl");
        foreach (var (line, text) in Lines(path))
        {
            var id = $"{name}-{line}";
            if (request.Split != Split.Test && _split.Of(id) != request.Split)
                continue;
            yield return new Record(id, English, Fields(text, $"{path}:{line}"));
        }
    }

    private static Dictionary<string, string> Fields(string line, string where)
    {
        try
        {
            using var row = JsonDocument.Parse(line);
            var (question, solution) = (
                row.RootElement.GetProperty("question").GetString()!,
                row.RootElement.GetProperty("answer").GetString()!
            );
            var mark = solution.LastIndexOf("####", StringComparison.Ordinal);
            // The calculator's notes <<48/2=24>> are no part of what a person writes.
            var steps = Notes().Replace(mark < 0 ? solution : solution[..mark], "").Trim();
            var answer = mark < 0 ? solution : solution[(mark + 4)..].Trim();
            return new Dictionary<string, string>
            {
                ["question"] = question,
                ["answer"] = answer,
                ["solution"] = $"{steps}\nThe answer is {answer}.",
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException("the line is not {\"question\": …, \"answer\": …}", where, "Fetch the file again.", e);
        }
    }

    [GeneratedRegex("<<[^>]*>>")]
    private static partial Regex Notes();
}
