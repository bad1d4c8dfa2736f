using Clt.Results.Store;
using Clt.Running.Answering;

namespace Clt.Running.Evaluation;

/// <summary>Predictions of a model for items, in a file as they come: what is there of an earlier attempt is not asked again.</summary>
internal static class KeptAnswers
{
    /// <summary>Answers what is missing.</summary>
    /// <param name="model">Answers.</param>
    /// <param name="items">All items of a language.</param>
    /// <param name="path">The file; in the end its lines are in the items' order.</param>
    /// <param name="together">
    /// Items a group, where answers depend in their last bits on those beside them: then groups are asked again whole.
    /// </param>
    /// <param name="finish">What is kept of an answer.</param>
    /// <param name="told">Takes the number of answers that are there and the tokens that the last one took.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <returns>A line an item.</returns>
    public static IReadOnlyList<PredictionLine> Of(
        IEvaluator model,
        IReadOnlyList<Example> items,
        string path,
        int together,
        Func<PredictionLine, PredictionLine> finish,
        Action<int, int> told,
        CancellationToken cancel
    )
    {
        var file = new PredictionFile(path);
        var lines = file.Read(items);
        var groups = Missing(model, lines, together);
        foreach (var item in groups.SelectMany(g => g))
            lines[item] = null;
        file.Write([.. lines.OfType<PredictionLine>()]);
        var known = lines.Count(l => l is not null);
        foreach (var group in groups)
        {
            cancel.ThrowIfCancellationRequested();
            model.Answer(
                items,
                group,
                (item, line, read) =>
                {
                    lines[item] = line = finish(line);
                    file.Append(line);
                    told(++known, read);
                },
                cancel
            );
        }

        // In the items' order, whatever the order in which they came.
        file.Write(lines!);
        return lines!;
    }

    /// <summary>The groups of items that are predicted, again where a part of a group is missing.</summary>
    private static List<int[]> Missing(IEvaluator model, PredictionLine?[] lines, int together)
    {
        var all = Enumerable.Range(0, lines.Length);
        var groups = model.InGroups
            ? all.Chunk(together)
            :
            [
                [.. all.Where(i => lines[i] is null)],
            ];
        return [.. groups.Where(g => g.Any(i => lines[i] is null))];
    }
}
