using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>SIGKILL at random moments, then the same command again: the weights are those of a run that nothing disturbed.</summary>
public sealed class KillTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void Ten_kills_at_random_moments_change_no_bit()
    {
        _clt.Write("killed.csx", TinyRecipe.Text("killed", tokens: 120_000));
        KillAndCompare(kills: 10, cells: 9); // tokenizer, two bases, both as they are, four fine-tuned
    }

    /// <summary>Twenty kills over what is trained and in what precision.</summary>
    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("Float32", "")]
    [InlineData("BFloat16", "")]
    [InlineData("Float32", ".Adapter(Lora(rank: 4, dropout: 0.1))")]
    [InlineData("BFloat16", ".Adapter(Lora(rank: 4, dropout: 0.1))")]
    public void Five_kills_of_fine_tuning_and_of_adapters_change_no_bit(string precision, string adapter)
    {
        _clt.Write(
            "killed.csx",
            TinyRecipe.Text(
                "killed",
                change: text =>
                    text.Replace("selectBy: ValidationLoss)", $"selectBy: ValidationLoss, precision: {precision}){adapter}")
                        .Replace("checkpointEvery: Steps(5)", $"checkpointEvery: Steps(5), precision: {precision}")
                        .Replace("epochs: 2", "epochs: 30")
                        .Replace(".Seeds(1, 2)", ".Seeds(1)")
            )
        );
        KillAndCompare(kills: 5, cells: 5); // tokenizer, base, base as it is, two fine-tuned
    }

    private void KillAndCompare(int kills, int cells)
    {
        var undisturbed = _clt.Run("run", "killed.csx", "--runs", "undisturbed", "--json");
        undisturbed.ExitCode.ShouldBe(0, undisturbed.ToString());
        var expected = Weights("undisturbed");
        expected.Count.ShouldBe(cells);

        var random = new Random(20260101);
        var span = undisturbed.Time - TimeSpan.FromSeconds(0.5);
        for (var killed = 0; killed < kills; )
        {
            using var process = _clt.Start("run", "killed.csx", "--runs", "disturbed", "--json");
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            // Short against the whole run, so that the kills are spread over start-up, tokenizer, pre-training, fine-tuning and evaluation.
            if (!process.WaitForExit(TimeSpan.FromSeconds(0.3) + (span * random.NextDouble() * 0.25)))
            {
                KillTree(process);
                killed++;
            }
            else
            {
                // It came to its end: once more, until all kills are dealt.
                Directory.Delete(Path.Combine(_clt.Folder, "disturbed"), recursive: true);
            }
        }

        var last = _clt.Run("run", "killed.csx", "--runs", "disturbed", "--json");
        last.ExitCode.ShouldBe(0, last.ToString());
        Weights("disturbed").ShouldBe(expected);
    }

    /// <summary>Kills the run and its workers with SIGKILL: nothing of it gets to say anything.</summary>
    private static void KillTree(Process process)
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    /// <summary>For each cell, the hash of its weights (or tokenizer) and of its scores as the results tell them.</summary>
    private SortedDictionary<string, string> Weights(string runs)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Path.Combine(_clt.Folder, runs), "results.json", SearchOption.AllDirectories))
        {
            using var result = JsonDocument.Parse(File.ReadAllText(file));
            // The study's own results.json has no weights.
            if (!result.RootElement.TryGetProperty("weights", out var hashed))
                continue;
            var weights = hashed.GetString() ?? "";
            // Scores are places in tables.
            var tables = result.RootElement.TryGetProperty("tables", out var table) ? table.GetRawText() : "";
            var scores = tables + result.RootElement.GetProperty("scores").GetRawText();
            var hash = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(scores)))[..12];
            if (weights.Length > 0)
                found.Add(Path.GetFileName(Path.GetDirectoryName(file)!), $"{weights} {hash}");
        }

        return found;
    }
}
