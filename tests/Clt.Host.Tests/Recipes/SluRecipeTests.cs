using System.Text.Json;
using Clt.Host.Tests.Verbs;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>Spoken language understanding on mapped word vectors, on made-up requests with a made-up dictionary.</summary>
[Collection(VerbRun.Alone)]
public sealed class SluRecipeTests : IDisposable
{
    private static readonly string Recipe = Path.Combine(RepositoryRoot.Folder, "recipes", "slu", "main.csx");

    private readonly TemporaryFolder _folder = new();

    public SluRecipeTests()
    {
        foreach (var (language, words) in new[] { ("en", "set alarm rain today"), ("es", "pon alarma lluvia hoy") })
        {
            foreach (var (part, count) in new[] { ("train", 24), ("eval", 24), ("test", 8), ("train-few", 6) })
            {
                var name = part == "train-few" ? $"train-{language}.3per.tsv" : $"{part}-{language}.tsv";
                var rows = Enumerable.Range(0, count).Select(i => Row(i, words.Split(' ')));
                _folder.Write(Path.Combine("slu", language, name), string.Concat(rows));
            }
        }

        _folder.Write("en-es.txt", "set pon\nalarm alarma\nrain lluvia\ntoday hoy\n");
    }

    private string[] Settings =>
        [
            $"data={Path.Combine(_folder.Path, "slu")}",
            $"dictionaries={_folder.Path}",
            "targets=es",
            "shares=0 3 100",
            "arms=CRF, LR + ALVM",
            "min_count=1",
            "latents=4",
            "label_width=4",
            "sentences=16",
            "most=8",
            "items=6",
            "width=8",
            "vectors=8",
            "vector_epochs=1",
            "epochs=1",
            "further=1",
            "seeds=1",
        ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_arm_is_trained_and_reported()
    {
        var runs = Path.Combine(_folder.Path, "runs");
        var run = VerbRun.Of(["run", Recipe, .. Given(Settings), "--runs", runs, "--workers", "0"]);
        run.ExitCode.ShouldBe(0, run.ToString());

        var report = File.ReadAllText(Path.Combine(runs, "slu", "report.html"));
        report.ShouldContain("BiLSTM, 2 layers of 8 each way");
        report.ShouldContain("Differences to CRF in intent-accuracy");
        report.ShouldMatch("equivalen|not worse|worse, by more", "a verdict on few examples against all, whatever so few lines say");
        report.ShouldContain("67.55", Case.Sensitive, "the predecessor's figures stand beside");
        // English alone, each arm zero-shot and with few examples, and full supervision.
        Directory.GetFiles(runs, "log.jsonl", SearchOption.AllDirectories).Length.ShouldBe(1 + 2 + 2 + 1);
    }

    [Theory]
    [InlineData("shares=0 7", "train-es.7per.tsv")]
    [InlineData("targets=es fr", "fr")]
    public void What_has_no_data_is_refused_before_anything_is_trained(string setting, string said)
    {
        var run = VerbRun.Of(["check", Recipe, .. Given([.. Settings, setting]), "--runs", Path.Combine(_folder.Path, "runs")]);
        run.ExitCode.ShouldBe(2, run.ToString());
        run.ToString().ShouldContain(said);
    }

    private static IEnumerable<string> Given(string[] settings) => settings.SelectMany(s => new[] { "--set", s });

    /// <summary>A request for an alarm or for the weather, whose last word is its time.</summary>
    private static string Row(int i, string[] words)
    {
        string[] said = [words[i % 2 == 0 ? 0 : 2], words[1], i % 3 == 0 ? $"{i % 12}:00" : words[3]];
        var text = string.Join(' ', said);
        var spans = said.Select((w, at) => new { start = said.Take(at).Sum(b => b.Length + 1), length = w.Length });
        var tokens = JsonSerializer.Serialize(new { tokenizations = new[] { new { tokenSpans = spans } } });
        var intent = i % 2 == 0 ? "alarm/set_alarm" : "weather/find";
        return $"{intent}\t{text.Length - said[2].Length}:{text.Length}:datetime\t{text}\txx\t{tokens}\n";
    }
}
