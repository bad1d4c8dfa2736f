using Clt.Plugins.Sources.Debian.Help;
using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Strings;

/// <summary>What LibreOffice shows in its menus, dialogs and messages, and the translations.</summary>
/// <remarks>
/// Field: <c>text</c>. About 75 % of the strings are for training, 5 % for validation, 20 % for the test, translations like their English.
/// Without passages a record is a string, aligned over languages; with them, strings that stand near each other, a line each, which are not
/// aligned.
/// </remarks>
internal sealed class InterfaceStringsSource : ISource
{
    private readonly StringPackages _packages;
    private readonly string? _folder;
    private readonly int _passage;
    private readonly HashSplit _split;

    /// <param name="languages">Tags with spaces between; English is always there.</param>
    /// <param name="packages">A folder of packages, or null to fetch them.</param>
    /// <param name="passage">Join strings of one part of the program into records of at most so many bytes; 0 leaves them single.</param>
    /// <param name="seed">Decides the splits.</param>
    /// <exception cref="InputException">No language but English is named.</exception>
    public InterfaceStringsSource(string languages, string? packages, int passage, Seed seed)
    {
        Language[] others =
        [
            .. languages
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(Language.Parse)
                .Where(l => l != Language.Parse("en"))
                .Distinct(),
        ];
        if (others.Length == 0)
            throw new InputException(
                "no language but English is named",
                "source interface-strings, languages",
                "Name one that LibreOffice is translated to."
            );
        (_packages, _folder, _passage) = (new StringPackages(others), packages, passage);
        _split = new HashSplit(seed.Stream("interface-strings/split"), Validation: 0.05, Test: 0.20);
        Info = new SourceInfo(
            "interface-strings",
            "what LibreOffice shows in menus, dialogs and messages, and the translations",
            [Language.Parse("en"), .. others],
            new Dictionary<string, string> { ["seed"] = $"{seed.Value}", ["passage"] = $"{passage}" }
        );
    }

    public SourceInfo Info { get; }

    public string Fingerprint(SourceContext context) => DebianStore.Open(_packages, _folder, context).Checksum;

    public IEnumerable<Record> Read(SourceRequest request)
    {
        var strings = DebianStore
            .Open(_packages, _folder, request.Context)
            .Read(request.Language)
            .Where(s => _split.Of(s.Group) == request.Split);
        if (_passage == 0)
            return strings.Select(s => Made(s.Id, s.Text, request.Language));
        return strings
            .GroupBy(s => s.File)
            .SelectMany(file =>
                Passages
                    .Of(string.Join('\n', file.Select(s => s.Text)), _passage)
                    .Select((text, i) => Made($"{file.Key}~{i}", text, request.Language))
            );
    }

    private static Record Made(string id, string text, Language language) =>
        new(id, language, new Dictionary<string, string> { ["text"] = text });
}
