using System.Security.Cryptography;
using Clt.Plugins.Sources.Debian.Apt;
using Clt.Plugins.Sources.Debian.Help;
using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Dictionaries;

/// <summary>A dictionary of FreeDict in Debian's package <c>dict-freedict-xxx-yyy</c>.</summary>
/// <param name="pair">Its languages, as the package names them: <c>eng-deu</c>.</param>
/// <param name="to">The language of the translations.</param>
internal sealed class FreeDictPackage(string pair, Language to) : Material<DictionaryEntry>
{
    private const string Prefix = "dict-freedict-";

    private readonly AptCaller _caller = new("freedict", $"FreeDict(\"{pair}\", packages: \"folder\")");

    public override string Name => "freedict";

    public override string Noun => "entries";

    public override string FileNames => $"{Prefix}{pair}_….deb";

    public override string Cleaning => $"{pair}-v1";

    public override string Current => $"current-{pair}";

    public override void Fetch(string folder, SourceContext context)
    {
        var mirror = AptMirror.Ask(folder, _caller, $"asking apt for the dictionary {pair} of FreeDict", context);
        var known = mirror.Packages.Where(p => p.StartsWith(Prefix, StringComparison.Ordinal)).Select(p => p[Prefix.Length..]).ToList();
        if (known.Count == 0)
            throw mirror.Failed($"apt knows no dictionaries {Prefix}…");
        if (!known.Contains(pair))
        {
            var others = known.Where(k => k.StartsWith(pair.Split('-')[0] + "-", StringComparison.Ordinal));
            throw new InputException(
                $"FreeDict has no dictionary {pair}",
                $"FreeDict(\"{pair}\")",
                $"From the same language there are: {string.Join(" ", others)}; or take another dictionary."
            );
        }

        context.Report($"fetching the dictionary {pair} (0.1 to 20 MB)");
        mirror.Fetch([Prefix + pair], $"apt could not fetch the dictionary {pair}");
    }

    public override IEnumerable<string> Contents(string folder)
    {
        using var stream = File.OpenRead(Package(folder));
        return [$"{pair} {Convert.ToHexStringLower(SHA256.HashData(stream))}"];
    }

    public override IEnumerable<(Language Language, IReadOnlyList<DictionaryEntry> Items)> Clean(string folder)
    {
        var package = Package(folder);
        var files = DebArchive
            .Files(package, p => p.EndsWith(".index", StringComparison.Ordinal) || p.EndsWith(".dict.dz", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetExtension(f.Path), f => f.Content);
        if (!files.TryGetValue(".index", out var index) || !files.TryGetValue(".dz", out var text))
            throw new InputException("there is no dictionary (.index and .dict.dz) in the package", package, "Fetch it again.");
        var entries = DictFile.Entries(index, text, package).Select(FreeDictEntry.Read).OfType<DictionaryEntry>();
        List<DictionaryEntry> joined =
        [
            .. entries
                .GroupBy(e => e.Word, StringComparer.Ordinal)
                .Select(g => new DictionaryEntry(g.Key, [.. g.SelectMany(e => e.Translations).Distinct()]))
                .OrderBy(e => e.Word, StringComparer.Ordinal),
        ];
        if (joined.Count == 0)
            throw new InputException($"the dictionary {pair} has no entry", package, "Fetch it again, or take another.");
        yield return (to, joined);
    }

    private string Package(string folder)
    {
        var files = Directory.GetFiles(folder, $"{Prefix}{pair}_*.deb");
        return files.Length == 1
            ? files[0]
            : throw new InputException(
                $"there are {files.Length} packages {FileNames}",
                folder,
                $"Fetch one with 'apt-get download {Prefix}{pair}'."
            );
    }
}
