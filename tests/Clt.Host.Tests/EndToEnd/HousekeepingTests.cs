using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>What lies in a folder of runs is listed, explained and cleaned, and a report keeps all that it needs.</summary>
public sealed class HousekeepingTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void Cells_that_a_recipe_dropped_are_orphaned_explained_and_removed()
    {
        _clt.Write("tiny.csx", Recipe("1e-3"));
        _clt.Run("run", "tiny.csx").ExitCode.ShouldBe(0);
        var before = Cells("done");
        _clt.Run("clean", "tiny").Output.ShouldBe("Nothing is left over.");
        _clt.Run("run", "tiny.csx", "--set", "passes=two").ExitCode.ShouldBe(0);
        _clt.Run("clean", "tiny").Output.ShouldBe("Nothing is left over.", "cells of several settings lie side by side");

        _clt.Write("tiny.csx", Recipe("2e-3"));
        _clt.Run("run", "tiny.csx").ExitCode.ShouldBe(0);
        var orphaned = Cells("done, orphaned");
        orphaned.ShouldNotBeEmpty();
        orphaned.ShouldBeSubsetOf(before);
        _clt.Run("list", "studies").Output.ShouldContain("tiny");

        // Several cells are as near to a new one, and which is named depends on their hashes: one of the answers tells the changed rate.
        var reasons = Cells("done").Except(before).Select(c => _clt.Run("why", c[..12])).ToList();
        reasons.ShouldAllBe(r => r.ExitCode == 0);
        string.Join("\n", reasons.Select(r => r.Output)).ShouldContain("0.001 → 0.002");
        _clt.Run("why", "zzz").ExitCode.ShouldBe(2);
        _clt.Run("why", orphaned[0]).Output.ShouldContain("orphaned: the study as it was last run does not have it");

        var report = File.ReadAllBytes(Path.Combine(_clt.Folder, "runs/tiny/results.json"));
        var dry = _clt.Run("clean", "--dry-run", "--json");
        using var document = JsonDocument.Parse(dry.Output);
        document.RootElement.GetProperty("bytes").GetInt64().ShouldBeGreaterThan(0);
        Cells("done, orphaned").ShouldBe(orphaned, "nothing is removed");
        _clt.Run("clean", "tiny").Output.ShouldContain(" freed.");
        Cells("done, orphaned").ShouldBeEmpty();
        _clt.Run("report", "tiny.csx").ExitCode.ShouldBe(0);
        File.ReadAllBytes(Path.Combine(_clt.Folder, "runs/tiny/results.json")).ShouldBe(report);

        _clt.Run("clean", "tiny", "--all").Output.ShouldContain("its model");
        _clt.Run("report", "tiny.csx").ExitCode.ShouldBe(0, "numbers stay");
        _clt.Run("clean", "tini").Error.ShouldContain("Did you mean 'tiny'?");
        _clt.Run("list", "studies", "--runs", "nowhere").ExitCode.ShouldBe(2);
    }

    private static string Recipe(string rate) =>
        TinyRecipe.Text(
            "tiny",
            3_000,
            t =>
                t.Replace("Constant(1e-3)", $"Constant({rate})")
                    .Replace("Seeds(1, 2)", "Seeds(1)")
                    .Replace("\"samples per language\", 0, 50", "\"samples per language\", 5")
                    .Replace("epochs: 2", "epochs: Setting(\"passes\", \"one\", \"one\", \"two\") == \"two\" ? 2 : 1")
        );

    private List<string> Cells(string state)
    {
        var list = _clt.Run("list", "cells", "--json");
        list.ExitCode.ShouldBe(0, list.ToString());
        using var cells = JsonDocument.Parse(list.Output);
        return
        [
            .. cells
                .RootElement.GetProperty("cells")
                .EnumerateArray()
                .Where(c => c.GetProperty("state").GetString() == state)
                .Select(c => c.GetProperty("cell").GetString()!),
        ];
    }
}
