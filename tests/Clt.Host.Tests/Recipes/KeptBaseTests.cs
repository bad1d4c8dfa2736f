using System.Security.Cryptography;
using Clt.Engine.Models;
using Clt.Host.Tests.Verbs;
using Clt.Results.Scores;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>
/// The bases that are kept beside their recipes: files are those that were made, and a base knows the texts it was made from.
/// </summary>
[Collection(VerbRun.Alone)]
public sealed class KeptBaseTests : IDisposable
{
    private static readonly string Bases = Path.Combine(RepositoryRoot.Folder, "recipes", "bases");

    private static readonly string Base = Path.Combine(Bases, "small");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Every folder beside the recipes.</summary>
    public static TheoryData<string> Kept =>
        [.. Directory.GetDirectories(Bases).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kept))]
    public void Files_are_those_that_the_run_gave(string name)
    {
        var folder = Path.Combine(Bases, name);
        foreach (var line in File.ReadAllLines(Path.Combine(folder, "sha256sums.txt")))
        {
            var (sum, file) = (line.Split("  ")[0], line.Split("  ")[1]);
            using var stream = File.OpenRead(Path.Combine(folder, file));
            Convert.ToHexStringLower(SHA256.HashData(stream)).ShouldBe(sum, file);
        }

        string[] described = ["README.md", "cell.yaml", "log.csv", "config.json", "tokenizer.json"];
        described.ShouldAllBe(f => File.Exists(Path.Combine(folder, f)));
        File.Exists(Path.Combine(Bases, name + ".csx")).ShouldBeTrue("its recipe stands beside it");
        new FileInfo(Path.Combine(folder, "model.safetensors")).Length.ShouldBeLessThan(16 << 20);
    }

    [Fact]
    public void The_small_decoder_loads()
    {
        using var model = LanguageModel.Load(Base);
        (model.Config.Layers, model.Config.HiddenSize, model.Config.ContextLength, model.Config.VocabularySize).ShouldBe(
            (6, 192, 512, 8192)
        );
    }

    [Fact]
    public void Number_words_of_every_language_are_known()
    {
        var recipe = _folder.Write(
            "known.csx",
            $"""
            using static Clt.Recipe;
            return Study("known").Model(@"{Base}").Task(LanguageModelling(on: NumberWordText("en es fr ja zh ar ko pt de ru hi tr")))
                .Evaluate(Langs("en es fr ja zh ar ko pt de ru hi tr"), items: 10);
            """
        );
        var run = VerbRun.Of("run", recipe, "--runs", Path.Combine(_folder.Path, "runs"), "--workers", "0", "--json");
        run.ExitCode.ShouldBe(0, run.ToString());
        var scores = ResultSet.Read(Path.Combine(_folder.Path, "runs", "known")).Runs.ShouldHaveSingleItem().Result.Scores;
        scores.Select(s => s.Language).Distinct().Count().ShouldBe(12);
        // Random weights need 13 bits a token, some 4 bits a byte.
        scores.Where(s => s.Metric == "bits-per-byte").ShouldAllBe(s => s.Value < 1);
    }
}
