using System.Text.RegularExpressions;

namespace Clt.Plugins.Sources.Debian.Apt;

/// <summary>Folders of apt's lists: fetching them, and finding the translations in them.</summary>
internal static partial class AptLists
{
    private static readonly AptCaller Caller = new("debian-descriptions", "DebianDescriptions(lists: \"folder\")");

    /// <summary>Fetches the descriptions in every language that the machine's mirrors offer.</summary>
    /// <exception cref="InputException">No apt-get, no network, or no mirror with descriptions.</exception>
    public static void Fetch(string lists, SourceContext context)
    {
        context.Report("asking apt which languages its mirrors describe packages in");
        var first = new AptGet(lists, new AptIndexes(["en"]), Caller, context.Cancel).Update();
        var languages = Offered(lists);
        if (languages.Count == 0)
            throw Caller.Failed("apt fetched no index that offers package descriptions", first);
        context.Report($"fetching package descriptions in {languages.Count} languages (about 30 MB)");
        var output = new AptGet(lists, new AptIndexes(languages), Caller, context.Cancel).Update();
        var missed = output.Where(l =>
            l.StartsWith("Err:", StringComparison.Ordinal) && l.Contains("Translation-", StringComparison.Ordinal)
        );
        if (missed.Any())
            throw Caller.Failed("apt could not fetch all package descriptions", output);
        if (Translations(lists).Count == 0)
            throw Caller.Failed("apt fetched no package descriptions", output);
    }

    /// <summary>The translations in a folder, by file name: path and apt's code of the language.</summary>
    public static List<(string Path, string Tag)> Translations(string lists)
    {
        var files = Directory.GetFiles(lists, "*Translation-*").Order(StringComparer.Ordinal).ToList();
        var packed = files.Where(f => Path.GetExtension(f) is ".gz" or ".bz2" or ".xz" or ".lz4" or ".zst").ToList();
        if (packed.Count > 0)
        {
            throw new InputException([
                .. packed.Select(f => new Problem(
                    "the list is compressed",
                    f,
                    $"Unpack it with '/usr/lib/apt/apt-helper cat-file {Path.GetFileName(f)} > {Path.GetFileNameWithoutExtension(f)}'."
                )),
            ]);
        }

        return [.. files.Select(f => (f, Uri.UnescapeDataString(f[(f.LastIndexOf("Translation-", StringComparison.Ordinal) + 12)..])))];
    }

    /// <summary>
    /// The languages that the fetched indexes offer descriptions in, from their lists of files:
    /// <c>hash size main/i18n/Translation-pt_BR</c>.
    /// </summary>
    private static List<string> Offered(string lists) =>
        [
            .. Directory
                .GetFiles(lists, "*Release")
                .SelectMany(File.ReadLines)
                .Select(l => Offer().Match(l))
                .Where(m => m.Success)
                .Select(m => m.Groups[1].Value)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    [GeneratedRegex(@"^ [0-9a-f]+ +[1-9][0-9]* +\S+/i18n/Translation-([A-Za-z_]+)$")]
    private static partial Regex Offer();
}
