using Clt.Host.Recipes;
using Clt.Host.Tests.Verbs;
using Clt.Recipes.Cells;
using Clt.Running.Reports;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>
/// VECO's recipe on made-up translations: pre-training further, then the encoder alone, plugged out and plugged in, and as the start of an
/// encoder-decoder.
/// </summary>
[Collection(VerbRun.Alone)]
public sealed class VecoRecipeTests : IDisposable
{
    private const int Arms = 2;
    private static readonly string Recipe = Path.Combine(RepositoryRoot.Folder, "recipes", "veco", "main.csx");

    private readonly TemporaryFolder _folder = new();

    public VecoRecipeTests()
    {
        string[] words = ["a table", "two rows", "the page", "a file", "one cell"];
        string[] german = ["eine Tabelle", "zwei Zeilen", "die Seite", "eine Datei", "eine Zelle"];
        string Text(string[] of, int i) => $"{of[i % 5]} {i} {of[i / 5 % 5]}";
        Lines("pairs-de.jsonl", i => $$"""{"id": "{{i}}", "text": "{{Text(german, i)}}", "translation": "{{Text(words, i)}}"}""");
        Lines("texts-de.jsonl", i => $$"""{"id": "{{i}}", "text": "{{Text(german, i)}}. {{Text(german, i + 1)}}"}""");
        Lines("texts-en.jsonl", i => $$"""{"id": "{{i}}", "text": "{{Text(words, i)}}. {{Text(words, i + 1)}}"}""");
        Lines("tatoeba.deu-eng.deu", i => Text(german, i));
        Lines("tatoeba.deu-eng.eng", i => Text(words, i));
    }

    private string[] Settings =>
        [
            "languages=de",
            $"pairs={_folder.Path}/pairs-{{language}}.jsonl",
            $"texts={_folder.Path}/texts-{{language}}.jsonl",
            $"tatoeba={_folder.Path}",
            "bilingual=8",
            "monolingual=4",
            "labelled=8",
            "written=8",
            "items=6",
            "seeds=1",
            "arms=TLM bilingual, CA-MLM bilingual",
        ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_arm_is_pre_trained_once_and_plugged_out_and_in_are_compared()
    {
        var runs = Path.Combine(_folder.Path, "runs");
        var run = Of("run", Settings, "--runs", runs, "--workers", "0");

        run.ExitCode.ShouldBe(0, run.ToString());
        // TLM has nothing to plug in: both of its translations are one.
        var begun = (2 * Arms) - 1;
        Directory
            .GetFiles(runs, "log.jsonl", SearchOption.AllDirectories)
            .Length.ShouldBe(Arms + (2 * Arms) + begun, "pre-trained, out and in, translations");
        var configs = Directory.GetFiles(runs, "config.json", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        configs
            .Count(c => c.Contains("\"cross_attention\": \"in\"", StringComparison.Ordinal))
            .ShouldBe(2 * Arms, "each in the folder of its training, and linked from its cell");
        configs.Count(c => c.Contains("WarmStartedEncoderDecoder", StringComparison.Ordinal)).ShouldBe(2 * begun);
        using var session = Session(runs);
        var results = StoredResults.Read(session.Study, session.Context);
        results.Missing.ShouldBe(0);
        var report = File.ReadAllText(Path.Combine(runs, "veco", "report.html"));
        report.ShouldContain("Differences to CA-MLM bilingual");
        report.ShouldContain("Differences to out");
        report.ShouldContain("67.7");
        report.ShouldContain("30.6");
        report.ShouldContain("Differences to out in chrf");
    }

    [Fact]
    public void A_stage_that_leaves_no_labels_is_not_measured_by_them()
    {
        using var session = Session(Path.Combine(_folder.Path, "runs"));
        var first = session.Study.Cells.OfType<FinetuneCell>().Where(c => c.Stage == "pre-training").ToList();
        first.Count(c => c.IsMeasured).ShouldBe(2 * Arms, "Tatoeba and held-out pairs");
        first.Select(c => c.Training.Id).Distinct().Count().ShouldBe(Arms);
        session.Study.Points.Select(p => p.Cell).OfType<FinetuneCell>().ShouldAllBe(c => c.IsMeasured);
    }

    [Fact]
    public void Pairs_that_are_none_and_a_scale_without_data_are_refused()
    {
        var recipe = _folder.Write(
            "wrong.csx",
            $$"""
            using static Clt.Recipe;
            var pairs = Files("{{_folder.Path}}/pairs-{language}.jsonl", "de", id: "id");
            var match = Classification(Matched(pairs, "text", "translation"), "match other", second: "second");
            var long_ = Train(batch: 4, lr: Constant(1e-4), maxLength: 200);
            return Study("wrong")
                .Model("{{RepositoryRoot.Folder}}/recipes/bases/encoder")
                .Task(match)
                .Stage("labels", Fixed(Lang("de"), 4, match), long_, objective: CaMlm())
                .Stage("joined", Fixed(Lang("de"), 4, Translations(pairs)), long_, objective: Tlm(Masks(0.2, wholeWords: true)))
                .Stage("in", Fixed(Lang("de"), 4), long_, objective: PluggedIn(RandomField()))
                .Evaluate(Lang("de"), items: 4);
            """
        );
        var wrong = VerbRun.Of("check", recipe);
        wrong.ExitCode.ShouldBe(2, wrong.ToString());
        wrong.Error.ShouldContain("ca-mlm, 0.15 of the tokens hidden is for encoders and pairs of texts");
        wrong.Error.ShouldContain("two texts of 200 tokens are one sequence, but the model has 256 positions");
        wrong.Error.ShouldContain("words of pairs are not known");
        wrong.Error.ShouldContain("a conditional random field of tags is for encoders and tags of words");
        var full = Of("check", ["scale=full"]);
        full.ExitCode.ShouldBe(2, full.ToString());
        full.Error.ShouldContain("scale=full needs --set pairs");
    }

    [Fact]
    public void Full_scale_plans_the_paper_s_settings_on_the_user_s_data()
    {
        var plan = Of("check", [.. Settings, "scale=full"]);
        plan.ExitCode.ShouldBe(0, plan.ToString());
        plan.Output.ShouldContain("arm = CA-MLM bilingual");
    }

    private RecipeSession Session(string runs) =>
        RecipeSession.Open(new SessionOptions(Recipe, Settings, [], runs), _ => { }, CancellationToken.None, planning: false);

    private void Lines(string name, Func<int, string> line) =>
        _folder.Write(name, string.Concat(Enumerable.Range(0, 60).Select(i => line(i) + "\n")));

    private static VerbRun Of(string verb, IEnumerable<string> settings, params string[] further) =>
        VerbRun.Of([verb, Recipe, .. settings.SelectMany(s => new[] { "--set", s }), .. further]);
}
