using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>A plugin outside the repository, built from packed packages, adds a task, a metric and an analysis to a real run.</summary>
[Trait("Category", "Slow")]
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

    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void A_plugin_built_from_the_packages_is_run()
    {
        var hashes = Pack("feed");
        hashes.Count.ShouldBe(7);
        Pack("again").ShouldBe(hashes, "the same source gives the same bytes");
        CheckContract(Path.Combine(_clt.Folder, "feed"));

        var made = _clt.Run("new", "task", "digit-sum", "--packages", "feed");
        made.ExitCode.ShouldBe(0, made.ToString());
        var project = Path.Combine(_clt.Folder, "digit-sum", "DigitSum.csproj");
        var text = File.ReadAllText(project);
        text.ShouldContain("<PackageReference Include=\"Clt.Abstractions\"");
        text.ShouldNotContain(Clt.Testing.RepositoryRoot.Folder);
        // The package with the analyses, which brings the contract.
        File.WriteAllText(project, text.Replace("Clt.Abstractions", "Clt.Recipes"));
        _clt.Write("digit-sum/DigitSumTask.cs", Code);
        Build();
        Directory.GetFiles(Path.Combine(_clt.Folder, "digit-sum", "out"), "*.dll").Select(Path.GetFileName).ShouldBe(["DigitSum.dll"]);

        _clt.Write("packed.csx", Recipe);
        var run = _clt.Run("run", "packed.csx", "--plugins", "digit-sum/out");
        run.ExitCode.ShouldBe(0, run.ToString());
        var study = Path.Combine(_clt.Folder, "runs", "packed");
        File.ReadAllText(Path.Combine(study, "results.csv")).ShouldContain("digit-share|v:1");
        File.ReadAllText(Path.Combine(study, "report.html")).ShouldContain("measured by a package&#39;s reader");
    }

    /// <summary>Packs into a folder; the packages' hashes by name.</summary>
    private Dictionary<string, string> Pack(string folder)
    {
        var packed = _clt.Run("pack", "--out", folder, "--json");
        packed.ExitCode.ShouldBe(0, packed.ToString());
        using var answer = JsonDocument.Parse(packed.Output);
        return answer.RootElement.GetProperty("packages").EnumerateArray()
            .ToDictionary(p => p.GetProperty("id").GetString()!, p => p.GetProperty("sha256").GetString()!);
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

    /// <summary>With a package folder of its own, or NuGet would take packages of this version from an earlier build.</summary>
    private void Build()
    {
        var others = Path.Combine(_clt.Folder, "others");
        Directory.CreateDirectory(others);
        var kept = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var package in Directory.GetDirectories(kept))
        {
            var name = Path.GetFileName(package);
            if (!name.StartsWith("clt.", StringComparison.Ordinal)) Directory.CreateSymbolicLink(Path.Combine(others, name), package);
        }

        string[] own = ["-p:RestorePackagesPath=" + Path.Combine(_clt.Folder, "packages"), "-p:RestoreFallbackFolders=" + others];
        string[] arguments = ["build", "digit-sum", "-c", "Release", "-o", "digit-sum/out", "-v", "q", "-warnaserror", "--nologo", .. own];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _clt.Folder, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output);
    }
}
