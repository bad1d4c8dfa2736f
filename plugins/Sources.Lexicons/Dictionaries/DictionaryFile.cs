using System.Security.Cryptography;

namespace Clt.Plugins.Sources.Lexicons.Dictionaries;

/// <summary>
/// Bilingual dictionary as a text file, a word and its translation a line, with a tab or, where there is none, one space between (MUSE's
/// form, Conneau et al. 2018). A word of several lines has several translations, in the file's order.
/// </summary>
internal sealed class DictionaryFile(string path, Language from, Language to) : ISource
{
    public SourceInfo Info { get; } =
        new(
            $"dictionary {Path.GetFileName(path)}",
            $"words of {from.Name} and their translations",
            [to],
            new Dictionary<string, string> { [DictionaryRecords.From] = from.Code, ["to"] = to.Code }
        );

    /// <exception cref="InputException">There is no such file, or it has no entry.</exception>
    public string Fingerprint(SourceContext context)
    {
        if (!Read(new SourceRequest(to, Split.Train, context)).Any())
            throw new InputException("the dictionary has no entry", path, "Put a word and its translation on a line, a tab between.");
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 16));
    }

    public IEnumerable<Record> Read(SourceRequest request) =>
        request.Split != Split.Train || request.Language != to
            ? []
            : Lines()
                .GroupBy(e => e.Word, e => e.Translation, StringComparer.Ordinal)
                .Select(g => DictionaryRecords.Of(g.Key, g.Distinct(), to));

    private IEnumerable<(string Word, string Translation)> Lines()
    {
        if (!File.Exists(path))
            throw new InputException("there is no such file", Path.GetFullPath(path), "Name a dictionary's file.");
        foreach (var (number, line) in File.ReadLines(path).Index())
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var columns = line.Contains('\t', StringComparison.Ordinal) ? line.Split('\t') : line.Trim().Split(' ');
            if (columns.Length != 2 || columns.Any(string.IsNullOrWhiteSpace))
            {
                throw new InputException(
                    "the line is not a word and its translation",
                    $"{path}:{number + 1}",
                    "Put a tab between the two; where words have no spaces inside, a space."
                );
            }

            yield return (columns[0].Trim(), columns[1].Trim());
        }
    }
}
