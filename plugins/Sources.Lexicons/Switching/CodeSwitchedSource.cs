using System.Globalization;
using Clt.Plugins.Sources.Lexicons.Dictionaries;

namespace Clt.Plugins.Sources.Lexicons.Switching;

/// <summary>
/// Code-switching by bilingual dictionaries (as in CoSDA-ML, Qin et al. 2020): a source whose training items have some of their words
/// replaced by a translation. Labels, tags and ids stay.
/// </summary>
/// <remarks>
/// Records with <c>words</c> are switched word by word, so that each tag keeps its word, and their <c>text</c> is written anew; in others
/// the words of a field are runs of letters and digits. Validation and test items, and other languages, are left as they are. What is
/// switched depends on the item and the seed alone.
/// </remarks>
internal sealed class CodeSwitchedSource : ISource
{
    private const string Words = "words";
    private const string Text = "text";

    private readonly ISource _of;
    private readonly ISource _dictionary;
    private readonly Language _from;
    private readonly IReadOnlyList<Language> _into;
    private readonly double _rate;
    private readonly int _most;
    private readonly string _field;
    private readonly Seed _seed;
    private readonly Lock _lock = new();
    private SwitchWords? _words;

    /// <exception cref="InputException">The dictionary lacks a language, or a number is out of range: all is told at once.</exception>
    public CodeSwitchedSource(ISource of, ISource dictionary, double rate, string into, int most, string field, long seed)
    {
        var problems = new Problems();
        var from = DictionaryRecords.FromOf(dictionary);
        problems.Check(
            from is not null,
            $"the source '{dictionary.Info.Name}' is no dictionary",
            "CodeSwitched",
            "Wrap it: Dictionary(source, from: \"en\")."
        );
        problems.Check(
            from is null || of.Info.Languages.Contains(from),
            $"the dictionary is from {from?.Short}, which the source '{of.Info.Name}' has not",
            "CodeSwitched",
            $"It has: {string.Join(" ", of.Info.Languages.Select(l => l.Short))}."
        );
        problems.Check(rate is >= 0 and <= 1, $"rate is {rate}", "CodeSwitched", "Give a share of the words, from 0 to 1.");
        problems.Check(most >= 1, $"translations is {most}", "CodeSwitched", "Allow at least one.");
        _into = into.Length == 0 ? dictionary.Info.Languages : Named(into, problems);
        foreach (var language in _into.Except(dictionary.Info.Languages))
        {
            problems.Add(
                $"there is no dictionary into {language.Name} ({language.Short})",
                "CodeSwitched, into",
                $"'{dictionary.Info.Name}' has: {string.Join(" ", dictionary.Info.Languages.Select(l => l.Short))}."
            );
        }

        problems.ThrowIfAny();
        (_of, _dictionary, _from, _rate, _most, _field, _seed) = (of, dictionary, from!, rate, most, field, seed);
        Info = new SourceInfo(
            $"code-switched {of.Info.Name}",
            $"{of.Info.Name} with words of {string.Join(", ", _into.Select(l => l.Name))}",
            of.Info.Languages,
            new Dictionary<string, string>(of.Info.Settings)
            {
                ["switched by"] = dictionary.Info.Name,
                ["into"] = string.Join(' ', _into.Select(l => l.Code)),
                ["rate"] = rate.ToString("R", CultureInfo.InvariantCulture),
                ["translations"] = $"{most}",
                ["switched field"] = field,
                ["switching seed"] = $"{_seed.Value}",
            }
        );
    }

    public SourceInfo Info { get; }

    public string Fingerprint(SourceContext context) =>
        DictionaryRecords.Joined([_of.Fingerprint(context), _dictionary.Fingerprint(context)]);

    /// <exception cref="InputException">The dictionary has no word of the source.</exception>
    public IEnumerable<Record> Read(SourceRequest request) =>
        request.Language == _from && request.Split == Split.Train ? Switched(request) : _of.Read(request);

    private IEnumerable<Record> Switched(SourceRequest request)
    {
        var words = Loaded(request.Context);
        var (records, known) = (0, 0);
        foreach (var record in _of.Read(request))
        {
            records++;
            yield return Switched(record, words, ref known);
        }

        if (records > 0 && known == 0)
        {
            throw new InputException(
                $"the dictionary '{_dictionary.Info.Name}' has none of the words of '{_of.Info.Name}'",
                $"CodeSwitched, {_from.Short}",
                "Take a dictionary of these words, or a source that writes spaces between words."
            );
        }
    }

    private Record Switched(Record record, SwitchWords words, ref int known)
    {
        var random = _seed.Stream($"code-switching/{record.ItemId}").Generator();
        var fields = new Dictionary<string, string>(record.Fields, StringComparer.Ordinal);
        var found = 0;
        if (_field == Text && fields.TryGetValue(Words, out var listed))
        {
            var switched = listed.Split('\n').Select(w => w.StartsWith(' ') ? ' ' + Switch(w[1..]) : Switch(w)).ToList();
            fields[Words] = string.Join('\n', switched);
            fields[Text] = string.Concat(switched).Trim();
        }
        else
        {
            fields[_field] = WordRuns.In().Replace(record[_field], m => Switch(m.Value));
        }

        known += found;
        return record with { Fields = fields };

        string Switch(string word)
        {
            if (!words.Has(word))
                return word;
            found++;
            return random.NextDouble() < _rate ? words.Drawn(word, random) : word;
        }
    }

    /// <summary>Read once: a source is asked from several threads.</summary>
    private SwitchWords Loaded(SourceContext context)
    {
        lock (_lock)
            return _words ??= new SwitchWords(_dictionary, _into, _most, context);
    }

    private static IReadOnlyList<Language> Named(string tags, Problems problems)
    {
        var languages = LanguageTags.Of(tags, problems);
        problems.Check(
            languages.Count > 0 || problems.Count > 0,
            "no language is named",
            "CodeSwitched, into",
            "Name one, or leave it out."
        );
        return languages;
    }
}
