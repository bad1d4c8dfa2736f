using Clt.Results.Scores;
using Clt.Results.Statistics.Continual;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>
/// Continual learning measures (M'hamdi et al. 2023) of paths whose stages learn one language after the other: forgetting and backward
/// transfer, with intervals that resample the whole matrix.
/// </summary>
internal static class ContinualTable
{
    private const int Fewest = 3;

    /// <summary>One table, or none where no path has three stages of one language each.</summary>
    public static IEnumerable<TableModel> Of(ScoreSheet sheet, IReadOnlyList<StagePath> paths)
    {
        var streams = paths.Select(p => (Path: p, p.Hops)).Where(p => p.Hops.Count >= Fewest).ToList();
        if (streams.Count == 0)
            yield break;
        yield return new TableModel(
            "Continual learning",
            [
                new("runs"),
                new("order"),
                new("forgetting", true),
                new("forgetting at the end", true),
                new("backward transfer", true),
                new("score at the end", true),
            ],
            [.. streams.Select(s => Row(sheet, s.Path, s.Hops))],
            "Over the stages that train one language, each another. Forgetting: how far the languages before a stage have fallen below "
                + "their best, mean of stages. Backward transfer: their change since they were learnt."
        );
    }

    private static TableRow Row(ScoreSheet sheet, StagePath path, IReadOnlyList<(Condition Condition, string Language)> hops)
    {
        var n = hops.Count;
        List<(Condition, string)> scores = [.. hops.SelectMany(hop => hops.Select(language => (hop.Condition, language.Language)))];
        TableCell Of(Func<TransferMatrix, double> measure) =>
            Words.Cell(sheet.Of(scores, s => measure(new TransferMatrix([.. s.Chunk(n)]))));
        return new TableRow([
            path.Title.Length == 0 ? "all runs" : path.Title,
            string.Join(" → ", hops.Select(h => Language.Parse(h.Language).Short)),
            Of(m => m.MeanForgetting),
            Of(m => m.FinalForgetting),
            Of(m => m.Backward),
            Of(m => m.Final),
        ]);
    }
}
