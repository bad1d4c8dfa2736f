using System.Collections.Concurrent;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// The first question of each conversation and its answer; conversations that begin otherwise, or have no turns, are left out, and how many
/// is said once a language and part.
/// </summary>
internal sealed class FirstTurns(ISource rows) : ISource
{
    private static readonly string[] People = ["human", "user"];
    private readonly ConcurrentDictionary<(Language, Split), bool> _told = new();

    public SourceInfo Info { get; } = rows.Info with { Name = "share-gpt", Description = "first turns of conversations" };

    public string Fingerprint(SourceContext context) => $"first-turns-1 {rows.Fingerprint(context)}";

    public IEnumerable<Record> Read(SourceRequest request)
    {
        var (all, left) = (0, 0);
        foreach (var record in rows.Read(request))
        {
            all++;
            if (Begins(record))
                yield return record;
            else
                left++;
        }

        if (left == 0 || !_told.TryAdd((request.Language, request.Split), true))
            yield break;
        var part = request.Split.ToString().ToLowerInvariant();
        var what = $"{left} of {all} conversations do not begin with a question and its answer: left out.";
        request.Context.Report($"share-gpt, {request.Language.Short}, {part}: {what}");
    }

    private static bool Begins(Record record) =>
        record.Fields.TryGetValue("from", out var from)
        && People.Contains(from)
        && HasText(record, "prompt")
        && HasText(record, "completion");

    private static bool HasText(Record record, string field) => record.Fields.TryGetValue(field, out var text) && text.Trim().Length > 0;
}
