using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Clt.Plugins.Sources.Debian.Apt;
using Clt.Plugins.Sources.Debian.Help;
using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Strings;

/// <summary>The message catalogues of LibreOffice, a package a language. English is what all of them translate.</summary>
/// <param name="languages">The languages to fetch and keep besides English; at least one.</param>
internal sealed partial class StringPackages(IReadOnlyList<Language> languages) : Material<InterfaceString>
{
    private const string Prefix = "libreoffice-l10n-";

    private static readonly AptCaller Caller = new("interface-strings", "InterfaceStrings(packages: \"folder\")");

    public override string Name => "interface-strings";

    public override string Noun => "strings of interfaces";

    public override string FileNames => $"{Prefix}xx_….deb";

    public override string Cleaning => "v1";

    public override string Current => $"current-{string.Join('-', languages.Select(l => l.Short).Order(StringComparer.Ordinal))}";

    public override void Fetch(string folder, SourceContext context)
    {
        var mirror = AptMirror.Ask(folder, Caller, "asking apt which packages of translated strings its mirrors have", context);
        var packages = mirror.Packages.Where(p => LanguageOf(p) is { } language && languages.Contains(language)).ToList();
        if (packages.Count == 0)
            throw mirror.Failed($"apt knows no packages {Prefix}… of these languages");
        context.Report($"fetching {packages.Count} packages of translated strings (about {packages.Count} MB)");
        mirror.Fetch(packages, "apt could not fetch all packages of translated strings");
    }

    public override IEnumerable<string> Contents(string folder)
    {
        var files = Files(folder);
        if (files.Count == 0)
            throw new InputException(
                $"there is no package {FileNames}",
                folder,
                $"Fetch them with 'apt-get download {Prefix}de' and the like."
            );
        return files.Select(f =>
        {
            using var stream = File.OpenRead(f.Path);
            return $"{f.Language.Code} {Convert.ToHexStringLower(SHA256.HashData(stream))}";
        });
    }

    public override IEnumerable<(Language Language, IReadOnlyList<InterfaceString> Items)> Clean(string folder)
    {
        var files = Files(folder);
        // No language translates all.
        yield return (Language.Parse("en"), Ordered(files.SelectMany(f => Strings(f.Path, english: true))));
        foreach (var (language, path) in files)
            yield return (language, Ordered(Strings(path, english: false)));
    }

    private static List<InterfaceString> Ordered(IEnumerable<InterfaceString> strings) =>
        [.. strings.DistinctBy(s => s.Id).OrderBy(s => s.Id, StringComparer.Ordinal)];

    private static IEnumerable<InterfaceString> Strings(string package, bool english) =>
        DebArchive
            .Files(package, p => Catalogue().IsMatch(p))
            .SelectMany(f => StringCleaner.Clean(Path.GetFileNameWithoutExtension(f.Path), f.Content, package, english));

    private static Language? LanguageOf(string package) =>
        package.StartsWith(Prefix, StringComparison.Ordinal) && Language.TryParse(package[Prefix.Length..], out var language)
            ? language
            : null;

    /// <summary>The packages of the languages in a folder, by file name <c>name_version_all.deb</c>.</summary>
    private List<(Language Language, string Path)> Files(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "*.deb")
                .Order(StringComparer.Ordinal)
                .Select(f => (Language: LanguageOf(Path.GetFileName(f).Split('_')[0]), f))
                .Where(f => f.Language is not null && languages.Contains(f.Language))
                .Select(f => (f.Language!, f.f)),
        ];

    /// <summary><c>usr/lib/libreoffice/program/resource/th/LC_MESSAGES/sw.mo</c>.</summary>
    [GeneratedRegex("/LC_MESSAGES/[a-z0-9_]+[.]mo$")]
    private static partial Regex Catalogue();
}
