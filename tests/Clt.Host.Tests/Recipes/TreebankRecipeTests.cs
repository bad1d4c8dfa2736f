using Clt.Host.Tests.Verbs;
using Clt.Testing;
using Clt.Tests.Shared;

namespace Clt.Host.Tests.Recipes;

/// <summary>The recipes on parallel treebanks at a toy scale, on made-up sentences of three words.</summary>
[Collection(VerbRun.Alone)]
public sealed class TreebankRecipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ParallelTreebanks _treebanks;

    public TreebankRecipeTests() => (_treebanks = new ParallelTreebanks(_folder.Path)).Write(sentences: 60);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Layers_are_made_afresh_and_the_drops_compared()
    {
        var page = Report("first-align/main.csx", "first-align", "sources=en", "others=ru", "layers=2", "sentences=12", "items=6");
        page.ShouldContain("layers made afresh");
        page.Split("88.98").Length.ShouldBe(2, "the paper's table stands beside, once for both tasks");
        page.ShouldContain("lose");
    }

    [Fact]
    public void Names_are_learnt_with_layers_afresh()
    {
        var page = Report(
            "first-align/names.csx",
            "first-align/names",
            $"treebanks={_folder.Path}",
            "sources=en",
            "others=de",
            "layers=2",
            "sentences=12",
            "items=6"
        );
        page.ShouldContain("layers made afresh = 1-2");
        page.ShouldContain("entity-f1");
    }

    [Fact]
    public void Translations_are_compared_by_layer_before_and_after_training()
    {
        _treebanks.Write(sentences: 600);
        var page = Report("first-align/alignment.csx", "first-align/alignment", "languages=de ru", "sentences=12", "items=60");
        page.ShouldContain("by layer");
        page.ShouldNotContain("This needs scores of several layers", Case.Sensitive, "of the other task");
    }

    [Fact]
    public void Examples_of_a_target_are_added()
    {
        _treebanks.Write(sentences: 420);
        var page = Report(
            "languages-you-know/few-shot.csx",
            "languages-you-know/few-shot",
            "languages=de",
            "sentences=8",
            "items=6",
            "counts=0 4 8"
        );
        page.ShouldContain("How few-shot transfer grows");
    }

    [Fact]
    public void Objectives_of_pre_training_are_compared_by_tags_and_translations_found()
    {
        var page = Report("bases/objectives.csx", "bases/objectives", Objectives(_treebanks.Encoder(mask: true)));
        page.ShouldContain("Differences to MLM");
        page.ShouldContain("ELECTRA");
        page.ShouldContain("TLM");
    }

    [Fact]
    public void Tokens_are_not_hidden_where_the_tokenizer_has_no_mask()
    {
        var run = Of("check", "bases/objectives.csx", Objectives(_treebanks.Encoder()));
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Error.ShouldContain("mlm, 0.3 of the tokens hidden, but the tokenizer names no token that stands for hidden ones");
        run.Error.ShouldContain("tlm, 0.3 of the tokens hidden, but");
        run.Error.ShouldContain("replaced token detection, 0.15 of the tokens hidden, weight 50, but");
    }

    [DataFact("lang2vec")]
    public void Transfer_of_few_languages_is_measured_and_not_regressed()
    {
        using var npm = new NpmFixture();
        npm.Emoji("en de ru");
        var page = Report(
            "languages-you-know/main.csx",
            "languages-you-know",
            $"packages={npm.Folder}",
            "languages=en de ru",
            "sentences=8",
            "items=4"
        );
        page.ShouldContain("too few");
    }

    [Fact]
    public void A_base_is_probed_along_its_pre_training()
    {
        foreach (var language in new[] { "en", "ru" })
        {
            var lines = Enumerable.Range(0, 200).Select(i => $$"""{"text": "{{language}}: the line number {{i}}, and {{i + 1}}."}""");
            _folder.Write($"texts.{language}.jsonl", string.Join('\n', lines));
            var questions = Enumerable.Range(0, 40).Select(i => Paragraph(language, i));
            _folder.Write($"xquad.{language}.json", $$"""{"data": [{"paragraphs": [{{string.Join(',', questions)}}]}]}""");
        }

        var page = Report(
            "pretraining-dynamics/main.csx",
            "pretraining-dynamics",
            "languages=en ru",
            $"texts={_folder.Path}/texts.{{language}}.jsonl",
            $"xquad={_folder.Path}",
            "tokens=4000",
            "vocabulary=300",
            "width=32",
            "checkpoints=3",
            "train=12",
            "items=6",
            "probes=1"
        );
        page.ShouldContain("When it is learnt");
        page.ShouldContain("retrieved");
    }

    private string[] Objectives(string model)
    {
        var lines = Enumerable
            .Range(0, 60)
            .Select(i => $$"""{"id": "{{i}}", "text": "Anna sieht Regen {{i}}", "translation": "Ann sees rain {{i}}"}""");
        _folder.Write("pairs-de.jsonl", string.Join('\n', lines));
        string[] small = ["languages=de", "paragraphs=12", "sentences=12", "items=6", "frozen=1", "length=32", "seeds=1"];
        return [.. small, $"pairs={_folder.Path}/pairs-{{language}}.jsonl", $"model={model}"];
    }

    private static string Paragraph(string language, int i) =>
        $$"""
            {"context": "In {{language}} the answer is {{i}}.",
             "qas": [{"id": "q{{i}}", "question": "What is number {{i}}?", "answers": [{"text": "{{i}}", "answer_start": {{i % 2 + 21}}}]}]}
            """;

    /// <summary>Runs a recipe on the treebanks and reads its report.</summary>
    private string Report(string recipe, string study, params string[] settings)
    {
        var modelIsGiven =
            study.StartsWith("pretraining", StringComparison.Ordinal)
            || settings.Any(s => s.StartsWith("model=", StringComparison.Ordinal));
        var runs = Path.Combine(_folder.Path, "runs");
        var run = Of(
            "run",
            recipe,
            modelIsGiven ? settings : [.. settings, $"model={_treebanks.Encoder()}"],
            "--runs",
            runs,
            "--workers",
            "0"
        );
        run.ExitCode.ShouldBe(0, run.ToString());
        return File.ReadAllText(Path.Combine(runs, study, "report.html"));
    }

    private VerbRun Of(string verb, string recipe, string[] settings, params string[] further)
    {
        var given = settings.Append($"data={_folder.Path}").SelectMany(s => new[] { "--set", s });
        return VerbRun.Of([verb, Path.Combine(RepositoryRoot.Folder, "recipes", recipe), .. given, .. further]);
    }
}
