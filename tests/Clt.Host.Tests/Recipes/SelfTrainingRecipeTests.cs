using Clt.Host.Recipes;
using Clt.Host.Tests.Verbs;
using Clt.Recipes.Cells;
using Clt.Running.Planning;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>Self-training without parallel text, on made-up requests in MTOP's layout with a made-up dictionary.</summary>
[Collection(VerbRun.Alone)]
public sealed class SelfTrainingRecipeTests : IDisposable
{
    private static readonly string Recipe = Path.Combine(RepositoryRoot.Folder, "recipes", "self-training", "main.csx");

    private readonly TemporaryFolder _folder = new();

    public SelfTrainingRecipeTests()
    {
        foreach (var (language, words) in new[] { ("en", "set alarm rain today"), ("de", "stelle Wecker Regen heute") })
        {
            foreach (var (split, count) in new[] { ("train", 24), ("dev", 8), ("test", 8) })
                Write($"{split}-{language}.tsv", string.Concat(Enumerable.Range(0, count).Select(i => Row(i, words.Split(' ')))));
        }

        Write("en-de.txt", "set stelle\nalarm Wecker\nrain Regen\ntoday heute\n");
    }

    private string[] Settings =>
        [
            "set=mtop",
            $"data={_folder.Path}",
            $"dictionaries={_folder.Path}",
            "targets=de",
            "sentences=16",
            "texts=12",
            "items=8",
            "epochs=1",
            "seeds=2",
            "methods=task fitting, hard, soft",
        ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_methods_run_and_the_report_compares_them()
    {
        var runs = Path.Combine(_folder.Path, "runs");
        var run = VerbRun.Of(["run", Recipe, .. Given(Settings), "--runs", runs, "--workers", "0"]);
        run.ExitCode.ShouldBe(0, run.ToString());

        var report = File.ReadAllText(Path.Combine(runs, "self-training", "mtop-intents", "report.html"));
        report.ShouldContain("Differences to source");
        report.ShouldContain("Differences to hard");
        report.ShouldContain("Held-out agreement with the teacher");
        var written = Directory.GetFiles(runs, "train.jsonl", SearchOption.AllDirectories);
        written.Length.ShouldBe(2 * (1 + 3 + 3), "a seed: English for the fitting, German in three rounds of each way of labels");
    }

    [Fact]
    public void A_plan_of_every_method_needs_no_answers()
    {
        using var session = RecipeSession.Open(
            new SessionOptions(Recipe, [.. Settings[..^2], "seeds=1"], [], Path.Combine(_folder.Path, "runs")),
            _ => { },
            CancellationToken.None,
            planning: true
        );
        var fitted = session.Study.Cells.OfType<FinetuneCell>().ToList();
        fitted.Count(c => c.Stage == "source").ShouldBe(1);
        fitted.Where(c => c.Stage == "fitting").Select(c => c.Training.Id).Distinct().Count().ShouldBe(2);
        fitted.Where(c => c.Stage == "round 3").Select(c => c.Training.Id).Distinct().Count().ShouldBe(4);
        session.Study.Plan(session.Context, 1).Rows.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("en-de.txt", "", "the dictionary has no entry")]
    [InlineData("en-de.txt", "zebra Zebra\n", "has none of the words of 'mtop'")]
    [InlineData("other.txt", "", "en-fr.txt")]
    public void A_dictionary_that_gives_nothing_is_refused_before_anything_is_trained(string file, string text, string said)
    {
        Write(file, text);
        string[] settings = file == "other.txt" ? [.. Settings, "targets=de fr"] : Settings;
        var run = VerbRun.Of(["check", Recipe, .. Given(settings), "--runs", Path.Combine(_folder.Path, "runs")]);
        run.ExitCode.ShouldBe(2, run.ToString());
        run.ToString().ShouldContain(said);
    }

    private static IEnumerable<string> Given(string[] settings) => settings.SelectMany(s => new[] { "--set", s });

    private void Write(string name, string text) => _folder.Write(name, text);

    /// <summary>The first word of a request is its intent; others are any.</summary>
    private static string Row(int i, string[] words) =>
        $"{i}\t{i % 2}\t{words[2 * (i % 2)]} {words[i / 2 % 4]} {words[i / 8 % 4]}\tO O O\n";
}
