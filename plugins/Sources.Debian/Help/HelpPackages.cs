using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Clt.Plugins.Sources.Debian.Apt;
using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>The help of LibreOffice (a package a language) and of GNOME (one package for all).</summary>
/// <param name="languages">The languages to fetch and keep; English is always among them.</param>
internal sealed partial class HelpPackages(IReadOnlyList<Language> languages) : Material<HelpPage>
{
    private const string Office = "libreoffice-help-";
    private const string Gnome = "gnome-user-docs";

    private static readonly AptCaller Caller = new("help-pages", "HelpPages(packages: \"folder\")");
    private static readonly Language English = Language.Parse("en");

    public override string Name => "help-pages";

    public override string Noun => "pages of help";

    public override string FileNames => "*.deb";

    public override string Cleaning => "v1";

    public override string Current => $"current-{string.Join('-', languages.Select(l => l.Short).Order(StringComparer.Ordinal))}";

    public override void Fetch(string folder, SourceContext context)
    {
        var mirror = AptMirror.Ask(folder, Caller, "asking apt which packages of help its mirrors have", context);
        var packages = mirror.Packages.Where(p => LanguageOf(p) is { } language ? languages.Contains(language) : p == Gnome).ToList();
        if (!packages.Contains(Office + "en-us") && !packages.Contains(Gnome))
            throw mirror.Failed("apt knows no packages of help");
        context.Report($"fetching {packages.Count} packages of help (about {packages.Count * 4} MB)");
        mirror.Fetch(packages, "apt could not fetch all packages of help");
    }

    public override IEnumerable<string> Contents(string folder)
    {
        var files = Files(folder);
        if (!files.Any(f => f.Package is Gnome or Office + "en-us"))
        {
            throw new InputException(
                $"there is no package {Office}en-us_….deb or {Gnome}_….deb",
                folder,
                $"Fetch them with 'apt-get download {Gnome} {Office}en-us': translations are aligned by the English pages."
            );
        }

        return files
            .Select(f =>
            {
                using var stream = File.OpenRead(f.Path);
                return $"{f.Package} {Convert.ToHexStringLower(SHA256.HashData(stream))}";
            })
            .Append($"languages {string.Join(' ', languages.Select(l => l.Code).Order(StringComparer.Ordinal))}");
    }

    public override IEnumerable<(Language Language, IReadOnlyList<HelpPage> Items)> Clean(string folder)
    {
        var files = Files(folder);
        var gnome = files.Where(f => f.Package == Gnome).SelectMany(f => GnomePages(f.Path)).ToLookup(p => p.Language, p => (p.Id, p.Xml));
        var office = files.Where(f => f.Package != Gnome).ToLookup(f => LanguageOf(f.Package), f => f.Path);
        var cleaner = new HelpCleaner(Drafts(English));
        yield return (English, cleaner.English);
        foreach (var language in languages.Where(l => l != English))
        {
            var pages = Drafts(language).Select(d => cleaner.Clean(d.Id, d.Draft)).OfType<HelpPage>().DistinctBy(p => p.Id);
            yield return (language, [.. pages.OrderBy(p => p.Id, StringComparer.Ordinal)]);
        }

        IEnumerable<(string Id, PageDraft Draft)> Drafts(Language language) =>
            gnome[language].Select(p => (p.Id, MallardPage.Read(p.Xml))).Concat(office[language].SelectMany(OfficePages));
    }

    /// <summary>The language of a package of LibreOffice's help; null for other packages.</summary>
    private static Language? LanguageOf(string package) =>
        !package.StartsWith(Office, StringComparison.Ordinal) ? null
        : package == Office + "en-us" ? English
        : Language.TryParse(package[Office.Length..], out var language) && language != English ? language
        : null;

    /// <summary>The packages in a folder, by file name <c>name_version_all.deb</c>.</summary>
    private static List<(string Package, string Path)> Files(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "*.deb")
                .Order(StringComparer.Ordinal)
                .Select(f => (Path.GetFileName(f).Split('_')[0], f))
                .Where(f => f.Item1 == Gnome || LanguageOf(f.Item1) is not null),
        ];

    /// <summary><c>usr/share/libreoffice/help/de/text/swriter/guide/auto_numbering.html</c>.</summary>
    private static IEnumerable<(string Id, PageDraft Draft)> OfficePages(string package) =>
        DebArchive
            .Read(package, p => OfficePath().IsMatch(p) && !WaysToCommands().IsMatch(p))
            .Select(f => ("libreoffice/" + f.Path[(f.Path.IndexOf("/text/", StringComparison.Ordinal) + 6)..^5], OfficePage.Read(f.Text)));

    [GeneratedRegex("/text/.+[.]html$")]
    private static partial Regex OfficePath();

    /// <summary>Pages that nobody reads as such: pieces on how to reach commands, which other pages take.</summary>
    [GeneratedRegex("/00/0+4[0-9]+[.]html$")]
    private static partial Regex WaysToCommands();

    /// <summary><c>usr/share/help/de/gnome-help/backup-what.page</c>; English is <c>C</c>.</summary>
    private IEnumerable<(Language Language, string Id, string Xml)> GnomePages(string package)
    {
        foreach (var (path, xml) in DebArchive.Read(package, p => p.EndsWith(".page", StringComparison.Ordinal)))
        {
            if (path.Split('/') is not [.., var tag, var document, var file])
                continue;
            var language =
                tag == "C" ? English
                : Language.TryParse(tag, out var parsed) ? parsed
                : null;
            if (language is not null && languages.Contains(language))
                yield return (language, $"gnome/{document}/{file[..^5]}", xml);
        }
    }
}
