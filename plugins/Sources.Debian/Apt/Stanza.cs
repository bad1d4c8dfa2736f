namespace Clt.Plugins.Sources.Debian.Apt;

/// <summary>A package's description as apt lists it.</summary>
/// <param name="Package">The package's name.</param>
/// <param name="Md5">MD5 of the English description: what translations are aligned by.</param>
/// <param name="Synopsis">The one-line description.</param>
/// <param name="Lines">The long description's lines, without their leading space; a line <c>.</c> parts paragraphs.</param>
internal sealed record Stanza(string Package, string Md5, string Synopsis, IReadOnlyList<string> Lines)
{
    /// <summary>Reads a file <c>Translation-xx</c>.</summary>
    public static IEnumerable<Stanza> ReadAll(string path)
    {
        var (package, md5, synopsis) = ("", "", "");
        List<string> lines = [];
        foreach (var line in File.ReadLines(path).Append(""))
        {
            if (line.Length == 0)
            {
                if (package.Length > 0 && md5.Length > 0 && synopsis.Length > 0)
                    yield return new Stanza(package, md5, synopsis, lines);
                (package, md5, synopsis, lines) = ("", "", "", []);
            }
            else if (line[0] == ' ')
            {
                lines.Add(line[1..]);
            }
            else if (line.Split(':', 2) is [var key, var value])
            {
                if (key == "Package")
                    package = value.Trim();
                else if (key == "Description-md5")
                    md5 = value.Trim();
                else if (key.StartsWith("Description-", StringComparison.Ordinal))
                    synopsis = value.Trim();
            }
        }
    }
}
