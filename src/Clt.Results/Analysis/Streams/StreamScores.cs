using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Analysis.Streams;

/// <summary>Measures of all streams of a study under one metric, resampled together: methods are compared order by order.</summary>
internal sealed class StreamScores
{
    private static readonly int Measures = StreamMeasure.All.Count;
    private readonly Dictionary<(string Method, string Against, int Measure), Interval> _measures = [];
    private readonly Dictionary<(string Method, int Hop, int Place), Interval> _cells = [];

    /// <param name="results">One task's.</param>
    /// <param name="sheet">The metric's.</param>
    /// <param name="axes">Where methods and orders are.</param>
    /// <param name="comparisons">Pairs of methods to subtract, those that are there: the first less the second.</param>
    public StreamScores(
        StudyResults results,
        ScoreSheet sheet,
        StreamAxes axes,
        Func<IReadOnlyList<string>, IEnumerable<(string Method, string Against)>> comparisons
    )
    {
        var (runs, scores) = Runs(results, sheet, axes);
        (All, Methods) = (runs, [.. runs.Select(r => r.Method).Distinct()]);
        if (runs.Count == 0)
            return;
        var parts = Methods
            .Select(m => (Method: m, Against: ""))
            .Concat(comparisons(Methods).Where(c => Methods.Contains(c.Method) && Methods.Contains(c.Against)).Distinct())
            .Select(c => (c.Method, c.Against, Pairs: Pairs(c.Method, c.Against)))
            .Where(c => c.Pairs.Count > 0)
            .ToList();
        var cells = Methods.SelectMany(Cells).ToList();
        double[] Values(double[] s)
        {
            double[][] each = [.. runs.Select(r => r.Measures(s))];
            return [.. parts.SelectMany(p => Mean(Of(p.Pairs, each))), .. cells.Select(c => c.Places.Average(i => s[i]))];
        }

        var intervals = sheet.OfEach(scores, Values);
        var estimates = Estimates(sheet, scores, runs);
        foreach (var (part, i) in parts.Select((p, i) => (p, i)))
        {
            var orders = Of(part.Pairs, estimates);
            for (var m = 0; m < Measures; m++)
            {
                double[] values = [.. orders.Select(o => o[m])];
                _measures[(part.Method, part.Against, m)] = IntervalPolicy.OverGroups(intervals[(i * Measures) + m], values, "orders");
            }
        }

        foreach (var (cell, i) in cells.Select((c, i) => (c, i)))
            _cells[(cell.Method, cell.Hop, cell.Place)] = intervals[(parts.Count * Measures) + i];
    }

    /// <summary>The streams, and the joint reference where there is one.</summary>
    public IReadOnlyList<StreamRun> All { get; }

    /// <summary>Methods in the order of the recipe.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>A measure of a method, mean over orders; or less that of another method on the same orders.</summary>
    public Interval Of(string method, StreamMeasure measure, string against = "") =>
        _measures.GetValueOrDefault((method, against, measure.Index), IntervalPolicy.None(double.NaN, "it was not run"));

    /// <summary>The score after a hop of the language that stands at a place of the order, mean over orders.</summary>
    public Interval Cell(string method, int hop, int place) =>
        _cells.GetValueOrDefault((method, hop, place), IntervalPolicy.None(double.NaN, "it was not run"));

    /// <summary>Hops of a method's streams; 0 for the joint reference.</summary>
    public int Hops(string method) => All.First(r => r.Method == method).Hops.Count;

    /// <summary>Runs of two methods on the same orders; a reference without orders stands beside each of the other's.</summary>
    private List<(int Run, int? Against)> Pairs(string method, string against)
    {
        var pairs = new List<(int, int?)>();
        foreach (var (i, run) in All.Index().Where(r => r.Item.Method == method))
        {
            if (against.Length == 0)
                pairs.Add((i, null));
            foreach (var (j, other) in All.Index().Where(r => r.Item.Method == against))
            {
                if (run.Order == other.Order || run.Order.Length == 0 || other.Order.Length == 0)
                    pairs.Add((i, j));
            }
        }

        return pairs;
    }

    private static List<double[]> Of(List<(int Run, int? Against)> pairs, double[][] each) =>
        [.. pairs.Select(p => p.Against is { } other ? each[p.Run].Zip(each[other], (a, b) => a - b).ToArray() : each[p.Run])];

    private static IEnumerable<double> Mean(List<double[]> orders) => Enumerable.Range(0, Measures).Select(m => orders.Average(o => o[m]));

    private IEnumerable<(string Method, int Hop, int Place, int[] Places)> Cells(string method)
    {
        var runs = All.Where(r => r.Method == method && r.Joint is null).ToList();
        var hops = runs.Count == 0 ? 0 : runs[0].Hops.Count;
        for (var hop = 0; hop < hops; hop++)
        {
            for (var place = 0; place < hops; place++)
                yield return (method, hop, place, [.. runs.Select(r => r.Matrix[hop][place])]);
        }
    }

    private static double[][] Estimates(
        ScoreSheet sheet,
        IReadOnlyList<(Condition Condition, string Language)> scores,
        IReadOnlyList<StreamRun> runs
    )
    {
        var values = sheet.Estimates(scores);
        return [.. runs.Select(r => r.Measures(values))];
    }

    private static (List<StreamRun> Runs, List<(Condition, string)> Scores) Runs(StudyResults results, ScoreSheet sheet, StreamAxes axes)
    {
        var paths = StagePath.Of(results, sheet);
        var alone = new Dictionary<string, Condition>(StringComparer.Ordinal);
        foreach (var path in paths.Where(p => p.Axes.ContainsKey(axes.Alone) && p.Stages is [{ Trained.Count: 1 }]))
            alone[path.Stages[0].Trained[0]] = path.Stages[0].Condition;
        var scores = new List<(Condition, string)>();
        var places = new Dictionary<(string, string), int>();
        int Place(Condition? condition, string language)
        {
            if (condition is null || !sheet.Has(condition, language))
                return -1;
            if (!places.TryGetValue((condition.Key, language), out var place))
            {
                places[(condition.Key, language)] = place = scores.Count;
                scores.Add((condition, language));
            }

            return place;
        }

        var runs = new List<StreamRun>();
        foreach (var path in paths.Where(p => !p.Axes.ContainsKey(axes.Alone)))
        {
            var (method, order) = (path.Axes.GetValueOrDefault(axes.Method, "all runs"), path.Axes.GetValueOrDefault(axes.Order, ""));
            var hops = path.Hops;
            if (hops.Count >= 2)
            {
                runs.Add(
                    new StreamRun(method, order, hops)
                    {
                        Matrix = [.. hops.Select(h => hops.Select(l => Place(h.Condition, l.Language)).ToArray())],
                        Alone = [.. hops.Select(h => Place(alone.GetValueOrDefault(h.Language), h.Language))],
                        Untrained = [.. hops.Select(h => Place(path.Base, h.Language))],
                    }
                );
            }
            else if (path.Stages is [{ Trained.Count: > 1 } all])
            {
                runs.Add(
                    new StreamRun(method, order, [], all.Condition)
                    {
                        Matrix =
                        [
                            [.. all.Trained.Select(l => Place(all.Condition, l))],
                        ],
                    }
                );
            }
        }

        // A hop that was not measured in a language of the stream has no matrix.
        runs.RemoveAll(r => r.Matrix.Any(row => row.Contains(-1)));
        return (runs, scores);
    }
}
