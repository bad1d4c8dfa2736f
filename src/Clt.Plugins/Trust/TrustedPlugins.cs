using System.Text.RegularExpressions;

namespace Clt.Plugins.Trust;

/// <summary>
/// Allow list of plugins (<c>--trusted-plugins FILE</c>): a line each with the hash of its folder and, for people, its name. Empty lines
/// and those that begin with <c>#</c> are passed over.
/// </summary>
public sealed partial class TrustedPlugins
{
    private readonly string _file;
    private readonly HashSet<string> _hashes = new(StringComparer.Ordinal);

    private TrustedPlugins(string file) => _file = file;

    /// <exception cref="InputException">The file cannot be read, or lines are none of its form: all of them are listed.</exception>
    public static TrustedPlugins Read(string file)
    {
        var trusted = new TrustedPlugins(file);
        var problems = new List<Problem>();
        foreach (var (number, line) in Lines(file).Index())
        {
            var entry = Entry().Match(line);
            if (entry.Success)
                trusted._hashes.Add(entry.Groups[1].Value);
            else if (line.Trim() is { Length: > 0 } text && text[0] != '#')
                problems.Add(
                    new Problem("the line names no plugin", $"{file}({number + 1})", "Write 64 hexadecimal digits, two spaces and a name.")
                );
        }

        return problems.Count == 0 ? trusted : throw new InputException(problems);
    }

    /// <summary>Why a plugin is not to be run, or null where it is trusted.</summary>
    /// <param name="id">Its name, for people.</param>
    /// <param name="folder">Where it lies.</param>
    /// <param name="hash">Of its folder.</param>
    internal Problem? Refusal(string id, string folder, string hash) =>
        _hashes.Contains(hash)
            ? null
            : new Problem(
                $"the plugin '{id}' is not among the trusted ones",
                folder,
                $"Leave it out, or, where you trust it, add this line to {_file}: {hash}  {id}"
            );

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"the list of trusted plugins cannot be read: {e.Message}",
                file,
                "Name a file that is there; an empty one trusts no plugin but the build's.",
                e
            );
        }
    }

    [GeneratedRegex("^([0-9a-f]{64})  \\S")]
    private static partial Regex Entry();
}
