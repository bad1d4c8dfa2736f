using System.Text.RegularExpressions;

namespace Clt.Plugins.Sources.Debian.Apt;

/// <summary>Folders of apt's lists: fetching them, and finding the translations in them.</summary>
internal static partial class AptLists
{
    private const string Where = "source debian-descriptions";

    /// <summary>Fetches the descriptions in every language that the machine's mirrors offer.</summary>
    /// <exception cref="InputException">No apt-get, no network, or no mirror with descriptions.</exception>
    public static void Fetch(string lists, SourceContext context)
    {
        context.Report("asking apt which languages its mirrors describe packages in");
        var first = AptGet.Update(lists, ["en"], context.Cancel);
        var languages = Offered(lists);
        if (languages.Count == 0) throw Failed("apt fetched no index that offers package descriptions", first);
        context.Report($"fetching package descriptions in {languages.Count} languages (about 30 MB)");
        var output = AptGet.Update(lists, languages, context.Cancel);
        var missed = output.Where(l => l.StartsWith("Err:", StringComparison.Ordinal) && l.Contains("Translation-", StringComparison.Ordinal));
        if (missed.Any()) throw Failed("apt could not fetch all package descriptions", output);
        if (Translations(lists).Count == 0) throw Failed("apt fetched no package descriptions", output);
    }

    /// <summary>The translations in a folder, by file name: path and apt's code of the language.</summary>
    public static List<(string Path, string Tag)> Translations(string lists)
    {
        var files = Directory.GetFiles(lists, "*Translation-*").Order(StringComparer.Ordinal).ToList();
        var packed = files.Where(f => Path.GetExtension(f) is ".gz" or ".bz2" or ".xz" or ".lz4" or ".zst").ToList();
        if (packed.Count > 0)
        {
            throw new InputException([.. packed.Select(f => new Problem(
                "the list is compressed", f,
                $"Unpack it with '/usr/lib/apt/apt-helper cat-file {Path.GetFileName(f)} > {Path.GetFileNameWithoutExtension(f)}'."))]);
        }

        return [.. files.Select(f => (f, Uri.UnescapeDataString(f[(f.LastIndexOf("Translation-", StringComparison.Ordinal) + 12)..])))];
    }

    /// <summary>
    /// The languages that the fetched indexes offer descriptions in, from their lists of files:
    /// <c>hash size main/i18n/Translation-pt_BR</c>.
    /// </summary>
    private static List<string> Offered(string lists) =>
        [.. Directory.GetFiles(lists, "*Release").SelectMany(File.ReadLines).Select(l => Offer().Match(l)).Where(m => m.Success)
            .Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^ [0-9a-f]+ +[1-9][0-9]* +\S+/i18n/Translation-([A-Za-z_]+)$")]
    private static partial Regex Offer();

    private static InputException Failed(string what, List<string> output)
    {
        // The warnings at the end carry the reason, the lines before only the address.
        string[] kinds = ["E:", "W:", "Err:"];
        var said = kinds.SelectMany(k => output.Where(l => l.StartsWith(k, StringComparison.Ordinal))).Take(2).ToList();
        var saying = said.Count == 0 ? "" : $"; apt said: {string.Join(" / ", said)}";
        return new InputException(
            what + saying, Where,
            "See that 'apt-get update' works here (network, /etc/apt/sources.list), or name a folder of lists: DebianDescriptions(lists: \"folder\").");
    }
}
