using Clt.Engine.Plugins;

namespace Clt.Engine.Data;

/// <summary>So many examples of a task in a language.</summary>
/// <param name="Task">The task.</param>
/// <param name="Language">The language.</param>
/// <param name="Count">How many; 0 adds nothing (the start of a sweep), null takes all there are.</param>
public sealed record MixturePart(ITask Task, Language Language, int? Count)
{
    /// <summary>Canonical text for hashes and plans: <c>number-arithmetic/eng_Latn=100</c>.</summary>
    public override string ToString() => $"{Task.Info.Name}/{Language.Code}={Count?.ToString() ?? "all"}";

    /// <summary>The first <see cref="Count"/> records in the order of a hash of seed and item, formatted.</summary>
    /// <remarks>
    /// The order does not depend on the count or the language: N = 100 is inside N = 200, and two languages of an aligned source get the
    /// same items.
    /// </remarks>
    /// <exception cref="InputException">There are fewer records than asked for, or some cannot be formatted.</exception>
    public IReadOnlyList<Example> Draw(SourceContext context, Seed seed, Split split = Split.Train)
    {
        if (Count is < 0)
            throw new InputException($"the count is {Count}", ToString(), "Ask for 0 or more examples.");
        if (Count == 0)
            return [];
        var before = ProcessState.Take();
        var stream = seed.Stream("data");
        var records = Task
            .Source.Read(new SourceRequest(Language, split, context))
            .Select(record => (Key: stream.Stream(record.ItemId).Value, Record: record))
            .OrderBy(r => r.Key)
            .ThenBy(r => r.Record.ItemId, StringComparer.Ordinal)
            .Select(r => r.Record)
            .ToList();
        if (records.Count < Count)
        {
            throw new InputException(
                $"{Count} examples are asked for but there are {records.Count}",
                $"task {Task.Info.Name}, language {Language.Code}, source {Task.Source.Info.Name} "
                    + $"({split.ToString().ToLowerInvariant()} part)",
                $"Ask for at most {records.Count}, or give the source more data."
            );
        }

        var examples = EachExample.Read(
            records.Take(Count ?? records.Count),
            record =>
                PluginCall.Run(Task, $"Format of the task '{Task.Info.Name}'", record.ItemId, context.Report, () => Task.Format(record))
        );
        before.Restore($"the task '{Task.Info.Name}' (in {PluginCall.PluginOf(Task)}) or its source", context.Report);
        return examples;
    }
}
