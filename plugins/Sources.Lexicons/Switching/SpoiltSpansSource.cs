using Clt.Plugins.Sources.Lexicons.Dictionaries;

namespace Clt.Plugins.Sources.Lexicons.Switching;

/// <summary>
/// Denoising of one side of a bitext: the texts that two languages of an aligned source both have, as they are and with spans spoilt by
/// words of the other language (code-switching restore, Zan et al. 2022) or by masks.
/// </summary>
/// <remarks>What is spoilt depends on the item, the language and the seed alone. All parts are spoilt, those of tests too.</remarks>
internal sealed class SpoiltSpansSource : ISource
{
    /// <summary>The field of the spoilt text.</summary>
    public const string Spoilt = "spoilt";

    private const string Where = "SpoiltSpans";

    private readonly ISource _of;
    private readonly Language[] _sides;
    private readonly Dictionary<Language, ISource> _by = [];
    private readonly bool _alternate;
    private readonly SpanSettings _settings;
    private readonly Lock _lock = new();
    private readonly Dictionary<Language, SwitchWords> _words = [];

    /// <exception cref="InputException">
    /// The source lacks a language, a side has no dictionary into the other, or a number is out of range: all is told at once.
    /// </exception>
    public SpoiltSpansSource(ISource of, string between, IReadOnlyList<ISource> by, bool alternate, SpanSettings settings)
    {
        var problems = new Problems();
        settings.Check(problems);
        _sides = Named(between, problems);
        foreach (var side in _sides.Except(of.Info.Languages))
        {
            problems.Add(
                $"the source '{of.Info.Name}' has no {side.Name} ({side.Short})",
                $"{Where}, between",
                $"It has: {string.Join(" ", of.Info.Languages.Select(l => l.Short))}."
            );
        }

        foreach (var other in by.Where(b => DictionaryRecords.FromOf(b) is null))
            problems.Add($"the source '{other.Info.Name}' is no dictionary", $"{Where}, by", "Wrap it: Dictionary(source, from: \"en\").");
        for (var i = 0; i < _sides.Length && by.Count > 0; i++)
        {
            var (from, into) = (_sides[i], _sides[^(i + 1)]);
            if (by.FirstOrDefault(b => DictionaryRecords.FromOf(b) == from && b.Info.Languages.Contains(into)) is { } dictionary)
                _by[from] = dictionary;
            else
                problems.Add(
                    $"there is no dictionary from {from.Name} ({from.Short}) into {into.Name} ({into.Short})",
                    $"{Where}, by",
                    "Name one of each direction, or none to hide spans by masks."
                );
        }

        problems.ThrowIfAny();
        (_of, _alternate, _settings) = (of, alternate, settings);
        Info = new SourceInfo(
            $"spoilt {of.Info.Name}",
            $"{of.Info.Name} with spans of {(by.Count == 0 ? "masks" : "words of the other language")}",
            _sides,
            new Dictionary<string, string>(of.Info.Settings)
            {
                ["between"] = string.Join(' ', _sides.Select(l => l.Code)),
                ["spoilt by"] = by.Count == 0 ? "masks" : string.Join("; ", _sides.Select(l => _by[l].Info.Name)),
                ["sides"] = alternate ? "alternate" : "both",
                ["spans"] = settings.ToString(),
            }
        );
    }

    public SourceInfo Info { get; }

    public string Fingerprint(SourceContext context) =>
        DictionaryRecords.Joined([_of.Fingerprint(context), .. _by.Values.Select(d => d.Fingerprint(context))]);

    /// <exception cref="InputException">The dictionary has no word of the texts.</exception>
    public IEnumerable<Record> Read(SourceRequest request) => _sides.Contains(request.Language) ? Spoil(request) : [];

    private IEnumerable<Record> Spoil(SourceRequest request)
    {
        var side = request.Language;
        var words = _by.TryGetValue(side, out var dictionary) ? Loaded(side, dictionary, request.Context) : null;
        var spoiler = new SpanSpoiler(_settings, words);
        var (records, known) = (0, 0);
        foreach (var record in Chosen(request))
        {
            var random = _settings.Seed.Stream($"spans/{side.Code}/{record.ItemId}").Generator();
            var (text, found) = spoiler.Of(record[_settings.Field], random);
            records++;
            known += found;
            yield return record with
            {
                Fields = new Dictionary<string, string>(record.Fields, StringComparer.Ordinal) { [Spoilt] = text },
            };
        }

        if (records > 0 && known == 0 && dictionary is not null)
        {
            throw new InputException(
                $"the dictionary '{dictionary.Info.Name}' has none of the words of '{_of.Info.Name}'",
                $"{Where}, {side.Short}",
                "Take a dictionary of these words, or a source that writes spaces between words."
            );
        }
    }

    /// <summary>
    /// Items that both languages have; where sides alternate, those at even places of the first language's order in the first language, the
    /// others in the second.
    /// </summary>
    private IEnumerable<Record> Chosen(SourceRequest request)
    {
        HashSet<string> Items(Language language) => [.. _of.Read(request with { Language = language }).Select(r => r.ItemId)];
        var own = _of.Read(request);
        if (!_alternate)
        {
            var others = Items(_sides.Single(l => l != request.Language));
            return own.Where(r => others.Contains(r.ItemId));
        }

        var second = Items(_sides[1]);
        var place = Array.IndexOf(_sides, request.Language);
        var both = _of.Read(request with { Language = _sides[0] }).Select(r => r.ItemId).Where(second.Contains);
        var chosen = both.Where((_, i) => i % 2 == place).ToHashSet(StringComparer.Ordinal);
        return own.Where(r => chosen.Contains(r.ItemId));
    }

    /// <summary>Read once: a source is asked from several threads.</summary>
    private SwitchWords Loaded(Language side, ISource dictionary, SourceContext context)
    {
        lock (_lock)
        {
            if (!_words.TryGetValue(side, out var words))
                _words[side] = words = new SwitchWords(dictionary, [_sides.Single(l => l != side)], _settings.Translations, context);
            return words;
        }
    }

    private static Language[] Named(string tags, Problems problems)
    {
        var read = problems.Count;
        Language[] languages = [.. LanguageTags.Of(tags, problems)];
        problems.Check(
            languages.Length == 2 || problems.Count > read,
            $"'{tags}' names {languages.Length} languages",
            $"{Where}, between",
            "Name the two languages of a bitext: \"en de\"."
        );
        return languages.Length == 2 ? languages : [];
    }
}
