using System.Globalization;
using Clt.Plugins.Sources.Lexicons.Dictionaries;

namespace Clt.Plugins.Sources.Lexicons.Style;

/// <summary>
/// Synthetic parallel data for formality transfer: the texts of a source, and what rules make of them. Test items are made informal by
/// rules that were held out too.
/// </summary>
/// <remarks>
/// What is changed depends on the item, its language and the seed alone. A text that no rule changes loses its capitals and its end; one
/// that is the same after that has no pair and is left out, as are texts of few words.
/// </remarks>
internal sealed class InformalSource : ISource
{
    private const string Where = "Informal";

    private readonly ISource _of;
    private readonly HashSet<string> _rules;
    private readonly HashSet<string> _tested;
    private readonly double _rate;
    private readonly int _words;
    private readonly string _into;
    private readonly string _field;
    private readonly Seed _seed;

    public InformalSource(ISource of, string rules, string heldOut, double rate, int words, string into, string field, long seed)
    {
        var problems = new Problems();
        (_rules, var held) = (Named(rules), Named(heldOut));
        foreach (var unknown in _rules.Concat(held).Except(InformalRules.Names))
            problems.Add($"there is no rule '{unknown}'", Where, $"There are: {string.Join(", ", InformalRules.Names)}.");
        foreach (var both in _rules.Intersect(held))
            problems.Add($"the rule '{both}' is held out and not", $"{Where}, heldOut", "Name it once.");
        problems.Check(_rules.Count > 0, "no rule is named", $"{Where}, rules", "Name one, such as case.");
        problems.Check(rate is > 0 and <= 1, $"rate is {rate}", $"{Where}, rate", "Give a probability above 0 and at most 1.");
        problems.Check(words >= 1, $"words is {words}", $"{Where}, words", "Give at least 1.");
        problems.Check(into != field, $"the informal text would replace '{field}'", $"{Where}, into", "Name another field.");
        List<Language> languages = [.. of.Info.Languages.Where(InformalWords.Languages.Contains)];
        problems.Check(
            languages.Count > 0,
            $"the source '{of.Info.Name}' has no language with rules",
            Where,
            $"There are rules for: {string.Join(" ", InformalWords.Languages.Select(l => l.Short))}."
        );
        problems.ThrowIfAny();
        (_of, _rate, _words, _into, _field, _seed) = (of, rate, words, into, field, new Seed((ulong)seed));
        _tested = [.. _rules, .. held];
        Info = new SourceInfo(
            $"informal {of.Info.Name}",
            $"{of.Info.Name} beside what rules made informal (synthetic)",
            languages,
            new Dictionary<string, string>(of.Info.Settings)
            {
                ["informal by"] = $"v1 {Listed(_rules)}",
                ["held out for tests"] = Listed(held),
                ["informal rate"] = rate.ToString("R", CultureInfo.InvariantCulture),
                ["least words"] = $"{words}",
                ["informal field"] = $"{into} of {field}",
                ["informal seed"] = $"{seed}",
            }
        );
    }

    public SourceInfo Info { get; }

    public string Fingerprint(SourceContext context) => DictionaryRecords.Joined([_of.Fingerprint(context)]);

    public IEnumerable<Record> Read(SourceRequest request) =>
        InformalWords.Languages.Contains(request.Language)
            ? _of.Read(request).Select(r => Pair(r, request.Split == Split.Test ? _tested : _rules)).OfType<Record>()
            : [];

    private Record? Pair(Record record, HashSet<string> rules)
    {
        var text = record[_field];
        if (WordRuns.In().Count(text) < _words)
            return null;
        var random = _seed.Stream($"informal/{record.Language.Code}/{record.ItemId}").Generator();
        var informal = InformalRules.Apply(text, record.Language, rules, _rate, random);
        if (informal == text)
            informal = text.TrimEnd('.', ':', '!', '?').ToLowerInvariant();
        return informal == text
            ? null
            : record with
            {
                Fields = new Dictionary<string, string>(record.Fields, StringComparer.Ordinal) { [_into] = informal },
            };
    }

    private static HashSet<string> Named(string rules) => [.. rules.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)];

    private static string Listed(HashSet<string> rules) =>
        rules.Count == 0 ? "none" : string.Join(' ', InformalRules.Names.Where(rules.Contains));
}
