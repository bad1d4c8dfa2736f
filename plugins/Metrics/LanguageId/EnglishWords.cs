using System.Security.Cryptography;

namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>
/// A list of English words, one a line, such as a Unix <c>words</c> file. Only lower-case words of more than three letters count.
/// </summary>
public sealed class EnglishWords
{
    private const int Shortest = 4;
    private readonly HashSet<string> _words;

    /// <param name="path">The list; none comes with the plugin.</param>
    /// <exception cref="InputException">There is no such file, or no word in it counts.</exception>
    public EnglishWords(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException(
                "the list of English words is not there",
                path.Length == 0 ? "WordPassRate(…)" : path,
                "Give the path of a list with a word a line, such as /usr/share/dict/words; none comes with this plugin."
            );
        }

        var bytes = File.ReadAllBytes(path);
        Hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
        _words =
        [
            .. System
                .Text.Encoding.UTF8.GetString(bytes)
                .Split('\n', StringSplitOptions.TrimEntries)
                .Where(w => w.Length >= Shortest && w == w.ToLowerInvariant()),
        ];
        if (_words.Count == 0)
            throw new InputException("no word of the list counts", path, "Give lower-case words of four letters and more, one a line.");
    }

    /// <summary>First digits of the SHA-256 of the file, for signatures.</summary>
    public string Hash { get; }

    /// <summary>Whether the list has a token; case counts.</summary>
    public bool Contains(string token) => _words.Contains(token);
}
