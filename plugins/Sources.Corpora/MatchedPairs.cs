using System.Globalization;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// Pair classification from what belongs together: two fields of a record (<c>match</c>), or the first with the second of another record
/// (<c>other</c>), half of each. Fields <c>text</c>, <c>second</c> and <c>label</c>.
/// </summary>
/// <remarks>
/// Label and partner depend on the names of items alone, so an aligned source has the same pairs in every language that has the same items.
/// </remarks>
/// <param name="source">Its records have both fields.</param>
/// <param name="first">The field of the first text.</param>
/// <param name="second">The field of what belongs to it.</param>
/// <param name="seed">Chooses labels and partners.</param>
internal sealed class MatchedPairs(ISource source, string first, string second, long seed) : ISource
{
    public SourceInfo Info { get; } =
        new(
            $"matched {source.Info.Name}",
            $"{first} and {second} of {source.Info.Name}, of one item or of two",
            source.Info.Languages,
            new Dictionary<string, string>(source.Info.Settings)
            {
                ["first"] = first,
                ["second"] = second,
                ["pairing seed"] = seed.ToString(CultureInfo.InvariantCulture),
            }
        );

    public string Fingerprint(SourceContext context) => source.Fingerprint(context);

    /// <exception cref="InputException">All records of a language have the same second text.</exception>
    public IEnumerable<Record> Read(SourceRequest request)
    {
        List<Record> records = [.. source.Read(request).OrderBy(r => r.ItemId, StringComparer.Ordinal)];
        return records.Select((r, i) => Paired(r, IsMatch(r) ? r : Other(records, i)));
    }

    private Record Paired(Record record, Record partner) =>
        new(
            record.ItemId,
            record.Language,
            new Dictionary<string, string>
            {
                ["text"] = record[first],
                ["second"] = partner[second],
                ["label"] = record == partner ? "match" : "other",
            }
        );

    private bool IsMatch(Record record) => new Seed((ulong)seed).Stream(record.ItemId).Generator().Next(2) == 0;

    /// <summary>The record some places on, or the next after it whose second text is another: two items may have one answer.</summary>
    private Record Other(List<Record> records, int place)
    {
        var own = records[place];
        var start = new Seed((ulong)seed).Stream(own.ItemId).Stream("partner").Generator().Next(records.Count);
        return Enumerable.Range(start, records.Count).Select(i => records[i % records.Count]).FirstOrDefault(r => r[second] != own[second])
            ?? throw new InputException(
                $"no other item has another {second}",
                $"{Info.Name}, {own.Language.Code}",
                "Give a source with two or more items whose texts differ."
            );
    }
}
