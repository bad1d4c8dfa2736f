using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Clt.Host.Tests.Torture;

/// <summary>
/// What a study's folder says: every number of it, and the names of its files. Times and rates are no numbers of a study.
/// </summary>
/// <param name="Numbers">By file or cell: hashes of weights and of scores, and the tables that people read.</param>
/// <param name="Files">Names, with digits of event files' times left out.</param>
internal sealed partial record StudyMark(IReadOnlyDictionary<string, string> Numbers, IReadOnlySet<string> Files)
{
    public static StudyMark Of(string folder)
    {
        var numbers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var names = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).ToList();
        foreach (var name in names.Where(n => Path.GetFileName(n) == "results.json"))
            AddScores(name, Path.Combine(folder, name), numbers);
        foreach (var name in names.Where(n => Path.GetFileName(n) is "means.csv" or "results.csv" || n.Contains("predictions/")))
            numbers[name] = Hash(File.ReadAllText(Path.Combine(folder, name)));
        return new StudyMark(numbers, names.Select(n => Times().Replace(n, "events")).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The first numbers that differ or are not there; empty for the same.</summary>
    public IReadOnlyList<string> Differences(StudyMark other) =>
        [.. Numbers.Keys.Union(other.Numbers.Keys).Where(k => Numbers.GetValueOrDefault(k) != other.Numbers.GetValueOrDefault(k)).Take(5)];

    private static void AddScores(string name, string file, SortedDictionary<string, string> numbers)
    {
        using var result = JsonDocument.Parse(File.ReadAllText(file));
        // The study's own has runs, which are those of the cells.
        if (!result.RootElement.TryGetProperty("weights", out var weights))
            return;
        // Scores are places in tables.
        var tables = result.RootElement.TryGetProperty("tables", out var found) ? found.GetRawText() : "";
        numbers[name] = $"{weights.GetString()} {Hash(tables + result.RootElement.GetProperty("scores").GetRawText())}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    [GeneratedRegex(@"events\.out.*$")]
    private static partial Regex Times();
}
