using Clt.Host.Tests.Verbs;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>Code-switching restore on made-up sentences in two languages with a tiny random model, and what it refuses.</summary>
[Collection(VerbRun.Alone)]
public sealed class CodeSwitchingRestoreTests : IDisposable
{
    private static readonly string Recipe = Path.Combine(RepositoryRoot.Folder, "recipes", "code-switching-restore", "main.csx");

    private readonly TemporaryFolder _folder = new();

    public CodeSwitchingRestoreTests()
    {
        foreach (var (language, words) in new[] { ("en", "set light alarm to"), ("de", "stelle Licht Wecker auf") })
            _folder.Write($"{language}.jsonl", string.Concat(Enumerable.Range(0, 120).Select(i => Row(i, words.Split(' ')))));
        _folder.Write("en-de.txt", "set stelle\nlight Licht\nalarm Wecker\n");
        _folder.Write("de-en.txt", "stelle set\nLicht light\nWecker alarm\n");
    }

    private string[] Settings =>
        [
            $"model={Model()}",
            $"bitext={_folder.Path}/{{language}}.jsonl",
            $"dictionaries={_folder.Path}",
            "tags=true",
            "directions=en→de de→en",
            "zero-shot=",
            "outside=false",
            "paragraphs=32",
            "epochs=3",
            "items=4",
            "seeds=1",
        ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arms_run_with_a_sixth_of_the_updates_before_and_the_report_compares_them()
    {
        var runs = Path.Combine(_folder.Path, "runs");
        string[] settings = [.. Settings, "arms=plain longer, unsupervised lexicon"];
        var run = VerbRun.Of(["run", Recipe, .. Given(settings), "--runs", runs, "--workers", "0"]);
        run.ExitCode.ShouldBe(0, run.ToString());

        run.ToString().ShouldContain("lexicon en to de against");
        var report = File.ReadAllText(Path.Combine(runs, "code-switching-restore", "report.html"));
        report.ShouldContain("Differences to plain longer in bleu over en→de de→en");
        report.ShouldContain("Differences to plain longer in euclidean");
        report.ShouldContain("no evidence of a difference to plain longer in rare-words over en→de de→en");
        var logs = Directory.GetFiles(runs, "log.jsonl", SearchOption.AllDirectories).Select(l => File.ReadLines(l).Count()).ToList();
        logs.Count.ShouldBe(2 * 2);
        logs.Distinct().Order().ShouldBe([2, 12]);
    }

    [Fact]
    public void Full_scale_trains_one_direction_whose_sides_alternate_and_a_direction_without_data_is_refused()
    {
        string[] one = [.. Settings, "directions=en→de", "scale=full"];
        var check = VerbRun.Of(["check", Recipe, .. Given(one), "--runs", Path.Combine(_folder.Path, "runs")]);
        check.ExitCode.ShouldBe(0, check.ToString());
        var shown = VerbRun.Of(["data", "show", Recipe, .. Given([.. one, "arms=FreeDict"])]);
        shown.ToString().ShouldContain("csr-freedict-en-de");

        var without = VerbRun.Of(["check", Recipe, .. Given([.. Settings, "directions=en→de en→fr"])]);
        without.ExitCode.ShouldBe(2, without.ToString());
        without.Error.ShouldContain("fr.jsonl");
    }

    [Fact]
    public void A_lexicon_that_maps_nothing_is_refused_before_anything_is_trained()
    {
        _folder.Write("de-en.txt", "Zebra zebra\n");
        var nothing = VerbRun.Of(["check", Recipe, .. Given([.. Settings, "arms=plain longer, FreeDict"])]);
        nothing.ExitCode.ShouldBe(2, nothing.ToString());
        nothing.ToString().ShouldContain("has none of the words of");
    }

    private static IEnumerable<string> Given(string[] settings) => settings.SelectMany(s => new[] { "--set", s });

    private static string Row(int i, string[] words) =>
        $$"""{"id": "{{i}}", "text": "{{words[0]}} {{words[1 + (i % 2)]}} {{words[3]}} {{i % 7}}"}""" + "\n";

    private string Model() =>
        TinyMBart.In(Path.Combine(_folder.Path, "model"), places: 64, Enumerable.Range(0, 50).Select(i => $"set {i} stelle {i + 1}."));
}
