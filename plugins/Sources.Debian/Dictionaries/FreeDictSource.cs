using System.Text.RegularExpressions;
using Clt.Plugins.Sources.Debian.Store;

namespace Clt.Plugins.Sources.Debian.Dictionaries;

/// <summary>Bilingual dictionary of FreeDict (freedict.org), as Debian packages it.</summary>
/// <remarks>
/// Fields: <c>word</c>, the headword; <c>translations</c>, one a line. The records' language is that of the translations; the setting
/// <c>from</c> is that of the headwords. All are in the training part. What Debian 12 has, and how entries are read: docs/data-debian.md.
/// </remarks>
internal sealed partial class FreeDictSource : ISource
{
    private readonly FreeDictPackage _package;
    private readonly string? _folder;

    /// <param name="pair">Two ISO 639-3 codes with a hyphen between, as the packages have them.</param>
    /// <param name="packages">A folder of packages, or null to fetch the one that is needed.</param>
    /// <exception cref="InputException">They are no two languages.</exception>
    public FreeDictSource(string pair, string? packages)
    {
        if (!Pair().IsMatch(pair) || !Language.TryParse(pair[..3], out var from) || !Language.TryParse(pair[4..], out var to))
        {
            throw new InputException(
                $"'{pair}' is no pair of languages",
                $"FreeDict(\"{pair}\")",
                "Give two codes of three letters with a hyphen between, such as \"eng-deu\"."
            );
        }

        (_package, _folder) = (new FreeDictPackage(pair, to), packages);
        Info = new SourceInfo(
            $"freedict {pair}",
            $"a dictionary from {from.Name} to {to.Name}",
            [to],
            new Dictionary<string, string> { ["from"] = from.Code, ["pair"] = pair }
        );
    }

    public SourceInfo Info { get; }

    public string Fingerprint(SourceContext context) => DebianStore.Open(_package, _folder, context).Checksum;

    public IEnumerable<Record> Read(SourceRequest request) =>
        request.Split != Split.Train
            ? []
            : DebianStore
                .Open(_package, _folder, request.Context)
                .Read(request.Language)
                .Select(e => new Record(
                    e.Word,
                    request.Language,
                    new Dictionary<string, string> { ["word"] = e.Word, ["translations"] = string.Join('\n', e.Translations) }
                ));

    [GeneratedRegex("^[a-z]{3}-[a-z]{3}$")]
    private static partial Regex Pair();
}
