using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>The training logs of a study.</summary>
internal static class Curves
{
    /// <summary>By cell: steps and losses so far; a last line that is being written is left out.</summary>
    public static Dictionary<string, List<(int Step, double Loss)>> Read(CltCommand clt, string runs)
    {
        var folder = Path.Combine(clt.Folder, runs);
        if (!Directory.Exists(folder))
            return [];
        return Directory
            .GetFiles(folder, "log.jsonl", SearchOption.AllDirectories)
            .ToDictionary(
                file => Path.GetFileName(Path.GetDirectoryName(file)!),
                file => File.ReadAllLines(file).Where(l => l.EndsWith('}')).Select(Row).ToList()
            );
    }

    /// <summary>
    /// The same cells with the same losses, to what the order of sums changes: 1e-5 in the base's first 20 steps. Later, and in cells that
    /// start from it, roundings have grown with every update.
    /// </summary>
    public static void Compare(
        Dictionary<string, List<(int Step, double Loss)>> expected,
        Dictionary<string, List<(int Step, double Loss)>> actual
    )
    {
        expected.ShouldNotBeEmpty();
        actual.Keys.Order().ShouldBe(expected.Keys.Order());
        var first = expected.MaxBy(c => c.Value.Count).Key;
        foreach (var (cell, rows) in expected)
        {
            actual[cell].Count.ShouldBe(rows.Count);
            for (var i = 0; i < rows.Count; i++)
            {
                var tolerance = cell == first && i < 20 ? 1e-5 : 1e-3;
                actual[cell][i].Loss.ShouldBe(rows[i].Loss, tolerance * rows[i].Loss, $"{cell}, step {i + 1}");
            }
        }
    }

    private static (int Step, double Loss) Row(string line)
    {
        using var row = JsonDocument.Parse(line);
        return (row.RootElement.GetProperty("step").GetInt32(), row.RootElement.GetProperty("loss").GetDouble());
    }
}
