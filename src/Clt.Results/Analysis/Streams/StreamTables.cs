using Clt.Results.Tables;

namespace Clt.Results.Analysis.Streams;

/// <summary>Tables of streams: measures, differences to one method, and the matrix hop × language.</summary>
internal static class StreamTables
{
    public static TableModel Measures(StreamScores scores, string metric) =>
        new(
            $"Continual learning: {metric}",
            [new("method"), new("orders", true), .. StreamMeasure.All.Select(m => new TableColumn(m.Name, true))],
            [
                .. scores.Methods.Select(method => new TableRow([
                    method,
                    $"{scores.All.Count(r => r.Method == method && r.Order.Length > 0)}",
                    .. StreamMeasure.All.Select(m => Words.Cell(scores.Of(method, m))),
                ])),
            ],
            "Means over orders. Forgetting: how far the languages before a hop have fallen below their best. Backward transfer: their "
                + "change since they were learnt. Forward transfer: a language at its hop less the same learnt alone. Zero-shot forward "
                + "transfer: languages not yet learnt less the base before the stream, under a fresh head where it had none."
        );

    public static TableModel Against(
        StreamScores scores,
        string metric,
        string baseline,
        IReadOnlyList<string> methods,
        IReadOnlyList<double> end,
        IReadOnlyList<double> forgetting
    ) =>
        new(
            $"{metric} less that of {baseline}",
            [
                new("method"),
                .. StreamMeasure.All.Select(m => new TableColumn(m.Name, true)),
                new("p, end", true),
                new("p, forgetting", true),
            ],
            [
                .. methods.Select(
                    (method, i) =>
                        new TableRow([
                            method,
                            .. StreamMeasure.All.Select(m => Words.Cell(scores.Of(method, m, baseline))),
                            Words.P(end[i]),
                            scores.Hops(method) == 0 ? "–" : Words.P(forgetting[i]),
                        ])
                ),
            ],
            "On the same orders, items and seeds. p from the interval (Altman and Bland 2011), corrected over all methods (Holm)."
        );

    /// <summary>With one order its languages head the columns; with several their places in it.</summary>
    public static TableModel Matrix(StreamScores scores, string metric, string method)
    {
        var runs = scores.All.Where(r => r.Method == method).ToList();
        string Name(int place) =>
            runs.Count == 1 ? Language.Parse(runs[0].Hops[place].Language).Short : FormattableString.Invariant($"language {place + 1}");
        var hops = Enumerable.Range(0, runs[0].Hops.Count).ToList();
        return new TableModel(
            $"{metric} by hop and language: {method}",
            [new("after"), .. hops.Select(p => new TableColumn(Name(p), true))],
            [
                .. hops.Select(hop => new TableRow([
                    FormattableString.Invariant($"hop {hop + 1}"),
                    .. hops.Select(place => Mark(hop, place, Words.Cell(scores.Cell(method, hop, place)))),
                ])),
            ],
            "• The language that the hop learns. Below it languages learnt before, above it those to come."
                + (runs.Count == 1 ? "" : " Mean over orders, of the languages that stand at a place; intervals do not cover orders.")
        );
    }

    private static TableCell Mark(int hop, int place, TableCell cell) => hop == place ? cell with { Text = $"• {cell.Text}" } : cell;
}
