using Clt.Engine.Data;
using Clt.Recipes.Cells;
using Clt.Recipes.States;
using Clt.Results.Store;
using Clt.Running.Answering;
using Clt.Running.Cells;
using Clt.Running.Data;
using Clt.Running.Evaluation;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Running.States;

/// <summary>Fits and scores all probes of a model, in one pass over the states of its layers.</summary>
internal sealed class ProbeMeasure(
    ProbeTask task,
    Measurement measurement,
    IReadOnlyList<int> layers,
    StateStore store,
    CellServices services,
    CellProgress progress
)
{
    private readonly SourceContext _context = services.Sources;

    public IReadOnlyList<ScoreRecord> Run()
    {
        var tests = measurement.Languages.ToDictionary(l => l.Code, l => Items(MixtureDraw.Test(task, l, measurement.Items, _context)));
        var fitted = measurement.Languages.SelectMany(task.FittedFor).DistinctBy(l => l.Code).ToDictionary(l => l.Code, Pool);
        foreach (var items in tests.Values.Concat(fitted.Values.Select(p => p.Items)))
        {
            progress.Phase("reading states");
            store.Prepare(items.Texts, layers);
        }

        var asking = new MetricContext(
            _context.CacheFolder,
            _context.Report,
            f => new AnsweringModel(f, services.Context),
            services.Cancel
        );
        var scores = new List<ScoreRecord>();
        var (done, total) = (0, layers.Count * fitted.Count);
        foreach (var layer in layers)
        {
            using var scope = NewDisposeScope();
            var features = tests.ToDictionary(t => t.Key, t => t.Value.Features(store.Read(t.Value.Texts, layer)));
            foreach (var (code, pool) in fitted)
            {
                services.Cancel.ThrowIfCancellationRequested();
                progress.Evaluating($"{code}, layer {layer}", done++, total, 0);
                foreach (var (tested, probe, lines) in Predictions(code, pool, layer, tests, features))
                {
                    scores.AddRange(
                        ItemScoring
                            .Score(tested, lines, measurement.Metrics, asking)
                            .Select(s => s with { Axes = Axes(layer, code), Probe = probe })
                    );
                }
            }
        }

        return scores;
    }

    private List<(Language Tested, long Probe, IReadOnlyList<PredictionLine> Lines)> Predictions(
        string code,
        Fitted pool,
        int layer,
        Dictionary<string, ProbeItems> tests,
        Dictionary<string, Tensor> features
    )
    {
        using var scope = NewDisposeScope();
        var predictions = new List<(Language, long, IReadOnlyList<PredictionLine>)>();
        var known = pool.Items.Features(store.Read(pool.Items.Texts, layer));
        foreach (var (seed, rows) in pool.Draws)
        {
            using var probe = LinearProbe.Fit(
                known.index_select(0, tensor(rows)),
                [.. rows.Select(r => pool.Items.Labels[r])],
                task.Inner.Info.Labels.Count,
                task.Fit
            );
            foreach (var tested in measurement.Languages.Where(l => task.FittedFor(l).Any(f => f.Code == code)))
                predictions.Add((tested, seed, tests[tested.Code].Lines(probe.Predict(features[tested.Code]), task.Inner.Info)));
        }

        return predictions;
    }

    private Dictionary<string, string> Axes(int layer, string code)
    {
        var axes = new Dictionary<string, string>();
        if (task.From is not null)
            axes[AxisInfo.FittedIn] = Language.Parse(code).Short;
        axes[AxisInfo.Layer] = $"{layer}";
        return axes;
    }

    private ProbeItems Items(IReadOnlyList<Example> examples) =>
        new(EachExample.Read(examples, e => ProbeItem.Of(e, task.Inner.Info)), task.Words);

    /// <summary>The training items of all probes in a language, each once, and the rows of their features for each probe.</summary>
    private Fitted Pool(Language language)
    {
        var draws = Enumerable
            .Range(1, task.Seeds)
            .Select(s => (Seed: (long)s, Examples: new MixturePart(task, language, task.Train).Draw(_context, new Seed((ulong)s))))
            .ToList();
        var items = Items([.. draws.SelectMany(d => d.Examples).DistinctBy(e => e.ItemId)]);
        HashSet<string> Names(IEnumerable<Example> drawn) => drawn.Select(e => e.ItemId).ToHashSet(StringComparer.Ordinal);
        return new Fitted(items, [.. draws.Select(d => (d.Seed, items.RowsOf(Names(d.Examples))))]);
    }

    private sealed record Fitted(ProbeItems Items, IReadOnlyList<(long Seed, long[] Rows)> Draws);
}
