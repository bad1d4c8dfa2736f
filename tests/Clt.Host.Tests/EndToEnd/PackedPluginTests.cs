using System.IO.Compression;
using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>A plugin outside the repository, built from packed packages, adds a task, a metric and an analysis to a real run.</summary>
[Trait("Category", "Slow")]
[Collection(PackedFeed.Shared)]
public sealed class PackedPluginTests : IDisposable
{
    private const string Code = """
        using Clt;
        using Clt.Results.Analysis;
        using Clt.Results.Scores;

        namespace My.DigitSum;

        /// <summary>A sum in words, answered in digits; scored by the share of digits.</summary>
        public sealed class DigitSumTask(ISource source) : ITask
        {
            public TaskInfo Info { get; } = new(
                "digit-sum", "add numbers", new Dictionary<string, string>(), Scoring.Generate, ["digit-share"], MaxNewTokens: 4);

            public ISource Source => source;

            public Example Format(Record record) =>
                Example.PromptCompletion(record.ItemId, record.Language, Info.Name, record["question"] + "\n", record["answer"]);
        }

        public sealed class DigitShare : MeanMetric
        {
            public override MetricInfo Info { get; } = new("digit-share", "digit-share|v:1", "Share of digits; an empty output gets 0");

            public override ItemScore Score(Prediction prediction) =>
                new(prediction.Output.Length == 0 ? 0 : (double)prediction.Output.Count(char.IsDigit) / prediction.Output.Length);
        }

        public sealed class NamedHeadline : IAnalysis
        {
            public string Title => "Named headline";

            public AnalysisResult Run(StudyResults results) =>
                new(Title, [new Finding("", $"{results.Headline} was measured by a package's reader")], [], []);
        }

        [RecipeApi]
        public static class DigitSumRecipes
        {
            /// <summary>Sums in words.</summary>
            public static ITask DigitSum(ISource on) => new DigitSumTask(on);

            /// <summary>Names the headline metric.</summary>
            public static IAnalysis NamedHeadline() => new NamedHeadline();
        }
        """;

    private const string Recipe = """
        using static Clt.Recipe;

        var english = Lang("en");
        var all = english + Lang("es");
        var lines = LanguageModelling(on: NumberWordText("en es", below: 12, lines: 500));

        return Study("packed")
            .Tokenizer(ByteLevelBpe(vocabulary: 300, examples: 500))
            .Base(Pretrain(Decoder(layers: 1, width: 32, heads: 2), on: Share(1, lines, all), tokens: 4_000))
            .Task(DigitSum(on: NumberWords(below: 12)))
            .Mixture(Fixed(english, 40))
            .Train(batch: 8, lr: Constant(1e-3), epochs: 1)
            .Evaluate(all, items: 4)
            .Seeds(1, 2)
            .Report(NamedHeadline());
        """;

    /// <summary>
    /// A schedule, an objective and an adapter of a plugin in one training, beside the same training without each of them.
    /// </summary>
    private const string Training = """
        using static Clt.Recipe;

        var lines = LanguageModelling(on: NumberWordText("en es", below: 12, lines: 500));

        return Study("trained")
            .Tokenizer(ByteLevelBpe(vocabulary: 300, examples: 500))
            .Base(Pretrain(Decoder(layers: 1, width: 32, heads: 2), on: Share(1, lines, Langs("en es")), tokens: 4_000, seed: 1))
            .Task(Arithmetic(on: NumberWords(below: 12), answer: "result"))
            .Mixture(Fixed(Lang("en"), 40))
            .Train(batch: 8, lr: Axis("rate", ("constant", Constant(1e-2)), ("cyclical", Cyclical(1e-2, 4))), epochs: 2)
            .Objective(Axis("objective", ("plain", CrossEntropy()), ("penalty", ConfidencePenalty(0.5))))
            .Adapter(Axis("trained", ("all", AllWeights), ("scaling", Scaling())))
            .Evaluate(Langs("en es"), items: 4);
        """;

    private readonly PackedFeed _feed;
    private readonly CltCommand _clt = new();

    public PackedPluginTests(PackedFeed feed) => _feed = feed;

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void A_plugin_built_from_the_packages_is_run()
    {
        _feed.Hashes.Count.ShouldBe(8);
        _feed.Pack("again").ShouldBe(_feed.Hashes, ignoreOrder: true, "the same source gives the same bytes");
        CheckContract(_feed.Folder);

        var project = New("digit-sum");
        var text = File.ReadAllText(project);
        text.ShouldContain("<PackageReference Include=\"Clt.Abstractions\"");
        text.ShouldNotContain(Clt.Testing.RepositoryRoot.Folder);
        // The package with the analyses, which brings the contract.
        File.WriteAllText(project, text.Replace("Clt.Abstractions", "Clt.Recipes"));
        _clt.Write("digit-sum/DigitSumTask.cs", Code);
        PackedFeed.Build(Path.Combine(_clt.Folder, "digit-sum"));
        Directory.GetFiles(Path.Combine(_clt.Folder, "digit-sum", "out"), "*.dll").Select(Path.GetFileName).ShouldBe(["DigitSum.dll"]);

        _clt.Write("packed.csx", Recipe);
        var run = _clt.Run("run", "packed.csx", "--plugins", "digit-sum/out");
        run.ExitCode.ShouldBe(0, run.ToString());
        var study = Path.Combine(_clt.Folder, "runs", "packed");
        File.ReadAllText(Path.Combine(study, "results.csv")).ShouldContain("digit-share|v:1");
        File.ReadAllText(Path.Combine(study, "report.html")).ShouldContain("measured by a package&#39;s reader");
    }

    [Fact]
    public void A_schedule_an_objective_and_an_adapter_built_from_the_packages_train()
    {
        var project = New("trained-by");
        File.WriteAllText(project, File.ReadAllText(project).Replace("Clt.Abstractions", "Clt.Recipes"));
        File.Delete(Directory.GetFiles(Path.GetDirectoryName(project)!, "*.cs").ShouldHaveSingleItem());
        foreach (var page in (string[])["schedule", "objective", "adapter"])
            _clt.Write($"trained-by/{page}.cs", HowToPage.Code(page));
        PackedFeed.Build(Path.GetDirectoryName(project)!);
        Directory.GetFiles(Path.Combine(_clt.Folder, "trained-by", "out"), "*.dll").ShouldHaveSingleItem();

        _clt.Write("trained.csx", Training);
        var run = _clt.Run("run", "trained.csx", "--plugins", "trained-by/out");
        run.ExitCode.ShouldBe(0, run.ToString());
        var cells = Directory
            .GetFiles(Path.Combine(_clt.Folder, "runs", "trained", "cells"), "results.json", SearchOption.AllDirectories)
            .Select(f => (Text: File.ReadAllText(Path.Combine(Path.GetDirectoryName(f)!, "cell.yaml")), Results: File.ReadAllText(f)))
            .Where(c => c.Text.Contains("kind: \"finetune\"", StringComparison.Ordinal))
            .ToList();
        cells.Count.ShouldBe(8);
        // Each of the three changes the weights that are measured.
        cells.Select(c => JsonDocument.Parse(c.Results).RootElement.GetProperty("weights").GetString()).Distinct().Count().ShouldBe(8);
    }

    /// <summary>A new plugin's project that refers to the packages.</summary>
    private string New(string name)
    {
        var made = _clt.Run("new", "task", name, "--packages", _feed.Folder);
        made.ExitCode.ShouldBe(0, made.ToString());
        return Directory.GetFiles(Path.Combine(_clt.Folder, name), "*.csproj").ShouldHaveSingleItem();
    }

    private static void CheckContract(string feed)
    {
        using var package = ZipFile.OpenRead(Directory.GetFiles(feed, "Clt.Abstractions.*.nupkg").ShouldHaveSingleItem());
        var names = package.Entries.Select(e => e.FullName).ToList();
        names.ShouldContain("lib/net10.0/Clt.Abstractions.dll");
        names.ShouldContain("lib/net10.0/Clt.Abstractions.xml");
        names.ShouldContain("PACKAGE.md");
        using var reader = new StreamReader(package.GetEntry("Clt.Abstractions.nuspec")!.Open());
        var facts = reader.ReadToEnd();
        facts.ShouldContain("<license type=\"expression\">MIT</license>");
        facts.ShouldNotContain("<dependency ", Case.Sensitive, "the contract needs no other package");
        using var symbols = ZipFile.OpenRead(Directory.GetFiles(feed, "Clt.Abstractions.*.snupkg").ShouldHaveSingleItem());
        symbols.Entries.ShouldContain(e => e.FullName == "lib/net10.0/Clt.Abstractions.pdb");
    }
}
