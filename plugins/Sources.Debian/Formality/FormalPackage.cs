using System.Security.Cryptography;
using Clt.Plugins.Sources.Debian.Apt;
using Clt.Plugins.Sources.Debian.Help;
using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Formality;

/// <summary>Debian's package of MediaWiki, whose messages some languages have in two registers.</summary>
/// <param name="languages">Those that are kept.</param>
internal sealed class FormalPackage(IReadOnlyList<Language> languages) : Material<FormalPair>
{
    private const string Package = "mediawiki";
    private static readonly AptCaller Caller = new("formal-strings", "FormalStrings(packages: \"folder\")");

    public override string Name => "formal-strings";

    public override string Noun => "messages in two registers";

    public override string FileNames => $"{Package}_….deb";

    public override string Cleaning => $"{Listed}-v1";

    public override string Current => $"current-{Listed}";

    private string Listed => string.Join('-', languages.Select(l => l.Short).Order(StringComparer.Ordinal));

    public override void Fetch(string folder, SourceContext context)
    {
        var mirror = AptMirror.Ask(folder, Caller, "asking apt for the package of MediaWiki", context);
        if (!mirror.Packages.Contains(Package))
            throw mirror.Failed($"apt knows no package {Package}");
        context.Report($"fetching {Package} (about 50 MB)");
        mirror.Fetch([Package], $"apt could not fetch {Package}");
    }

    public override IEnumerable<string> Contents(string folder)
    {
        using var stream = File.OpenRead(In(folder));
        return [$"{Package} {Convert.ToHexStringLower(SHA256.HashData(stream))}"];
    }

    public override IEnumerable<(Language Language, IReadOnlyList<FormalPair> Items)> Clean(string folder)
    {
        var package = In(folder);
        var files = DebArchive.Files(package, p => FormalMessages.IsWanted(p, languages)).ToList();
        foreach (var language in languages)
        {
            var pairs = FormalMessages.Pairs(files, language);
            if (pairs.Count == 0)
            {
                throw new InputException(
                    $"{language.Name} ({language.Short}) has no messages in two registers",
                    package,
                    "Take languages such as nl, de, es and hu."
                );
            }

            yield return (language, pairs);
        }
    }

    private static string In(string folder)
    {
        var files = Directory.GetFiles(folder, $"{Package}_*.deb");
        return files.Length == 1
            ? files[0]
            : throw new InputException(
                $"there are {files.Length} packages {Package}_….deb",
                folder,
                $"Fetch one with 'apt-get download {Package}'."
            );
    }
}
