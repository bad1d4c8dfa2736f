using System.Diagnostics;
using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>Adaptive seeds by the real command: only what is not decided gets more, again and after a kill the same.</summary>
public sealed class AdaptiveSeedsRunTests : IDisposable
{
    /// <summary>A rate that changes next to nothing scores nearly alike with every seed; one that learns does not.</summary>
    private const string Recipe = """
        using static Clt.Recipe;

        var english = Lang("en");
        var rate = Axis("rate", 1e-7, 1e-2);
        var lines = LanguageModelling(on: NumberWordText("en", below: 12, lines: 300));

        return Study("adaptive")
            .Tokenizer(ByteLevelBpe(vocabulary: 300, examples: 200))
            .Base(Pretrain(Decoder(layers: 1, width: 32, heads: 2), on: Share(1, lines, english), tokens: 2_000, seed: 1))
            .Task(lines)
            .Mixture(Fixed(english, 96))
            .Train(batch: 16, lr: Constant(rate), epochs: 10)
            .Evaluate(english, items: 20)
            .Seeds(2, upTo: 3, until: HalfWidth(0.001));
        """;

    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void Only_what_is_not_decided_gets_further_seeds_also_after_a_kill()
    {
        _clt.Write("adaptive.csx", Recipe);
        var said = Run("whole");
        said.ShouldContain("rate = 1E-07  2      HalfWidth(0.001)");
        said.ShouldContain("rate = 0.01   3      there are no more");
        said.ShouldContain("What each seed bought");
        said.ShouldContain("5 trainings in place of the 6 that 3 seeds for all would take");
        var whole = Results("whole");
        whole.Count(r => r.Value.StartsWith("Finetune", StringComparison.Ordinal)).ShouldBe(5);

        Run("whole").ShouldContain(", 0 done now");
        Results("whole").ShouldBe(whole, "a second run adds nothing");

        Kill("cut", after: 3);
        Results("cut").Count.ShouldBeLessThan(whole.Count);
        Run("cut");
        Results("cut").ShouldBe(whole, "the same seeds, and the same scores of each");
    }

    /// <summary>All answers are wrong with every seed: a spread of nothing is no spread that was seen.</summary>
    [Fact]
    public void Seeds_that_score_alike_do_not_end_their_condition()
    {
        const string Sums = """.Task(Arithmetic(on: NumberWords(below: 12), answer: "result"))""";
        _clt.Write("adaptive.csx", Recipe.Replace(".Task(lines)", Sums).Replace("1e-7, 1e-2", "1e-9"));
        Run("alike").ShouldContain("3      there are no more");
    }

    private string Run(string runs)
    {
        var run = _clt.Run("run", "adaptive.csx", "--runs", runs, "--workers", "1");
        run.ExitCode.ShouldBe(0, run.ToString());
        return run.Output;
    }

    /// <summary>Kills a run, so that nothing of it can say anything, once so many cells are done.</summary>
    private void Kill(string runs, int after)
    {
        using var process = _clt.Start("run", "adaptive.csx", "--runs", runs, "--workers", "1");
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        SpinWait.SpinUntil(() => Files(runs).Length >= after || process.HasExited, TimeSpan.FromMinutes(2));
        process.HasExited.ShouldBeFalse();
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    private string[] Files(string runs)
    {
        var cells = Path.Combine(_clt.Folder, runs, "adaptive", "cells");
        return Directory.Exists(cells) ? Directory.GetFiles(cells, "results.json", SearchOption.AllDirectories) : [];
    }

    /// <summary>Kind and scores by cell.</summary>
    private SortedDictionary<string, string> Results(string runs)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Files(runs))
        {
            using var result = JsonDocument.Parse(File.ReadAllText(file));
            var root = result.RootElement;
            found.Add(Path.GetFileName(Path.GetDirectoryName(file)!), $"{root.GetProperty("kind")} {root.GetProperty("scores")}");
        }

        return found;
    }
}
