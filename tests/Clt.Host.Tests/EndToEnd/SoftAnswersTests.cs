using System.Globalization;
using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>Soft pseudo-labels from a recipe: written by a stage, shown, and learnt by the next.</summary>
public sealed class SoftAnswersTests : IDisposable
{
    private const string Recipe = """
        using static Clt.Recipe;

        var lines = LanguageModelling(on: NumberWordText("en es", below: 12, lines: 500));
        var parity = Classification(Files("{language}.{split}.jsonl", "en es"), "odd even");
        var train = Train(batch: 8, lr: Constant(3e-3), epochs: 2, validation: 8, selectBy: LastCheckpoint);

        return Study("soft")
            .Tokenizer(ByteLevelBpe(vocabulary: 300, examples: 500))
            .Base(Pretrain(Encoder(layers: 1, width: 32, heads: 2, context: 64), on: Share(1, lines, Langs("en es")), tokens: 4_000,
            seed: 1))
            .Task(parity)
            .Stage("teacher", Fixed(Lang("en"), 40), train)
            .Stage("student", Fixed(Lang("es"), 20, Answers(of: "teacher", on: parity, items: 30, soft: 2)), train)
            .Evaluate(Langs("en es"), items: 8);
        """;

    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void A_student_learns_a_teachers_distributions_which_are_shown()
    {
        foreach (var (language, words) in new[] { ("en", "one two three four"), ("es", "uno dos tres cuatro") })
        {
            foreach (var (split, count) in new[] { ("train", 40), ("validation", 10), ("test", 10) })
                _clt.Write($"{language}.{split}.jsonl", Rows(words.Split(' '), count));
        }

        _clt.Write("soft.csx", Recipe);
        var run = _clt.Run("run", "soft.csx");
        run.ExitCode.ShouldBe(0, run.ToString());
        var written = Directory
            .GetFiles(Path.Combine(_clt.Folder, "runs"), "train.jsonl", SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
        var lines = File.ReadLines(written)
            .Select(l => JsonDocument.Parse(l).RootElement)
            .ToDictionary(l => l.GetProperty("item").GetString()!, l => l.GetProperty("soft_labels")[0]);
        lines.Count.ShouldBe(30);
        lines.Values.ShouldAllBe(l => Math.Abs(Share(l, "odd") + Share(l, "even") - 1) < 1e-5);

        using var json = JsonDocument.Parse(_clt.Run("data", "show", "soft.csx", "--lang", "es", "--json").Output);
        var shown = json
            .RootElement.GetProperty("examples")
            .EnumerateArray()
            .Where(e => e.GetProperty("soft_labels").ValueKind == JsonValueKind.Array)
            .ShouldHaveSingleItem();
        var kept = lines[shown.GetProperty("item").GetString()!];
        Share(shown.GetProperty("soft_labels")[0], "odd").ShouldBe(Share(kept, "odd"));
        var text = _clt.Run("data", "show", "soft.csx", "--lang", "es");
        text.ExitCode.ShouldBe(0, text.ToString());
        text.Output.ShouldMatch("soft labels: (odd|even) 0[.][0-9]+, (odd|even) 0[.][0-9]+");
        text.Output.ShouldContain($"odd {Share(kept, "odd").ToString("0.###", CultureInfo.InvariantCulture)}");

        // The answers of the cell are there: nothing is asked or trained again.
        var time = File.GetLastWriteTimeUtc(written);
        _clt.Run("run", "soft.csx").ExitCode.ShouldBe(0);
        File.GetLastWriteTimeUtc(written).ShouldBe(time);
    }

    private static double Share(JsonElement soft, string label) => soft.GetProperty(label).GetDouble();

    private static string Rows(string[] words, int count) =>
        string.Concat(
            Enumerable
                .Range(0, count)
                .Select(i =>
                    $"{{\"text\": \"{words[i % 4]} {words[i / 4 % 4]}\", \"label\": "
                    + $"\"{(((i % 4) + (i / 4 % 4)) % 2 == 0 ? "even" : "odd")}\"}}\n"
                )
        );
}
