using Clt.Host.Tests.Verbs;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>Style transfer's recipe on made-up pairs in two languages with a tiny random model, and what it refuses.</summary>
[Collection(VerbRun.Alone)]
public sealed class StyleTransferRecipeTests : IDisposable
{
    private static readonly string Recipe = Path.Combine(RepositoryRoot.Folder, "recipes", "style-transfer", "main.csx");

    private readonly TemporaryFolder _folder = new();

    public StyleTransferRecipeTests()
    {
        Pairs("en", "Open the file", "open teh file");
        Pairs("fr", "Ouvrez le fichier", "ouvre l fichier");
    }

    private string[] Settings =>
        [
            $"model={Model()}",
            "width=16",
            $"pairs={_folder.Path}/{{language}}.jsonl",
            $"texts={_folder.Path}/{{language}}.jsonl",
            "languages=fr",
            "monolingual=16",
            "examples=16",
            "epochs=1",
            "items=12",
            "seeds=1",
        ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Adapters_are_kept_or_exchanged_and_the_report_holds_all_against_copying()
    {
        var runs = Path.Combine(_folder.Path, "runs");
        var run = Of(
            "run",
            [.. Settings, "arms=English only, ADAPT + EN data, ADAPT + EN cross-attention"],
            "--runs",
            runs,
            "--workers",
            "0"
        );
        run.ExitCode.ShouldBe(0, run.ToString());

        // Adapters of French and of English, the task with each of them, and without: shared where they are the same.
        Directory.GetFiles(runs, "log.jsonl", SearchOption.AllDirectories).Length.ShouldBe(2 + 2 + 1);
        Directory.GetFiles(runs, "kept_adapters.json", SearchOption.AllDirectories).ShouldNotBeEmpty();
        var report = File.ReadAllText(Path.Combine(runs, "style-transfer", "report.html"));
        report.ShouldContain("the input copied");
        report.ShouldContain("of held-out texts in fr");
        report.ShouldContain("HM in fr,");
        report.ShouldContain("Differences to English only in style-hm");
        report.ShouldContain(".269 / .282");
    }

    [Fact]
    public void Where_no_classifier_tells_the_styles_apart_the_report_refuses_the_harmonic_mean()
    {
        Pairs("fr", "Ouvrez le fichier", "Ouvrez le fichier");
        var runs = Path.Combine(_folder.Path, "runs");
        var run = Of("run", [.. Settings, "arms=target pairs"], "--runs", runs, "--workers", "0");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.ToString().ShouldContain("No HM is given in fr: the classifier of styles is no better than chance there");
    }

    [Fact]
    public void Full_scale_plans_and_what_is_not_there_is_refused()
    {
        var plan = Of("check", [.. Settings, "scale=full"]);
        plan.ExitCode.ShouldBe(0, plan.ToString());
        plan.Output.ShouldContain("arm = ADAPT + EN cross-attention");

        Refused(["languages=it"], "it.jsonl");
        Refused(["direction=formal→French"], "formal→informal");
        Refused(["arms=ADAPT"], "arms names ADAPT");
        Of("check", ["scale=full"]).Error.ShouldContain("scale=full needs --set model=DIR");
    }

    private void Refused(string[] settings, string why)
    {
        var check = Of("check", [.. Settings, .. settings]);
        check.ExitCode.ShouldBe(2, check.ToString());
        check.Error.ShouldContain(why);
    }

    private void Pairs(string language, string formal, string informal) =>
        _folder.Write(
            $"{language}.jsonl",
            string.Concat(
                Enumerable
                    .Range(0, 120)
                    .Select(i => $$"""{"id": "{{i}}", "text": "{{formal}} {{i}}.", "informal": "{{informal}} {{i}}."}""" + "\n")
            )
        );

    private static VerbRun Of(string verb, IEnumerable<string> settings, params string[] further) =>
        VerbRun.Of([verb, Recipe, .. settings.SelectMany(s => new[] { "--set", s }), .. further]);

    private string Model() =>
        TinyMBart.In(
            Path.Combine(_folder.Path, "model"),
            places: 130,
            Enumerable.Range(0, 50).Select(i => $"Open file {i} Ouvrez {i + 1}.")
        );
}
