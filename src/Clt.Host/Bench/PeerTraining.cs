using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Host.Bench;

/// <summary>
/// The same model and examples in a plain loop of TorchSharp's modules, as people write it: padded micro-batches of similar length, eager
/// attention and cross-entropy, AdamW, clipping; on the same libtorch and threads, in this process.
/// </summary>
internal static class PeerTraining
{
    /// <summary>Padded tokens of a micro-batch at most.</summary>
    private const int Room = 4096;

    /// <summary>How many times as fast this engine is in real tokens a second.</summary>
    public static Measured Times(string name, TrainingShape shape, TrainingFigures ours, BenchRun run)
    {
        var peer = TokensPerSecond(shape, run);
        return new Measured(name, "x", [.. ours.TokensPerSecond.Select(r => r / peer)]);
    }

    /// <summary>Real tokens a second over all steps but the first.</summary>
    private static double TokensPerSecond(TrainingShape shape, BenchRun run)
    {
        using var scope = NewDisposeScope();
        var steps = shape.Examples(shape.Batch * (run.Runs + 1)).Select(e => e.Ids).Chunk(shape.Batch).ToList();
        using var model = new PeerModel(shape.Config, steps.Max(s => s.Max(ids => ids.Length)));
        using var optimizer = optim.AdamW(model.parameters(), lr: 1e-4, weight_decay: 0);
        Train(model, optimizer, steps[0]);
        var clock = Stopwatch.StartNew();
        foreach (var step in steps.Skip(1))
        {
            run.Cancel.ThrowIfCancellationRequested();
            Train(model, optimizer, step);
        }

        return steps.Skip(1).Sum(s => s.Sum(ids => ids.Length)) / clock.Elapsed.TotalSeconds;
    }

    private static void Train(PeerModel model, optim.Optimizer optimizer, IReadOnlyList<int[]> step)
    {
        var targets = step.Sum(ids => ids.Length - 1);
        foreach (var rows in MicroBatches(step))
        {
            using var scope = NewDisposeScope();
            var longest = rows.Max(r => r.Length);
            var ids = Padded(rows, longest, 0, 0);
            var labels = Padded(rows, longest, 1, -100);
            var loss =
                nn.functional.cross_entropy(
                    model.call(ids).flatten(0, 1),
                    labels.flatten(),
                    ignore_index: -100,
                    reduction: nn.Reduction.Sum
                ) / targets;
            loss.backward();
        }

        using var rest = NewDisposeScope();
        nn.utils.clip_grad_norm_(model.parameters(), 1.0);
        optimizer.step();
        optimizer.zero_grad();
    }

    /// <summary>Rows of similar length whose padded size stays within <see cref="Room"/>.</summary>
    private static IEnumerable<IReadOnlyList<int[]>> MicroBatches(IReadOnlyList<int[]> step)
    {
        var group = new List<int[]>();
        foreach (var ids in step.OrderBy(ids => ids.Length))
        {
            if (group.Count > 0 && ids.Length * (group.Count + 1) > Room)
            {
                yield return group;
                group = [];
            }

            group.Add(ids);
        }

        yield return group;
    }

    /// <summary>[rows, longest] int64.</summary>
    /// <param name="rows">Ids of each.</param>
    /// <param name="longest">Length of the rows.</param>
    /// <param name="shift">How many ids are left out at the beginning.</param>
    /// <param name="filler">Stands behind each row.</param>
    private static Tensor Padded(IReadOnlyList<int[]> rows, int longest, int shift, long filler)
    {
        var all = new long[rows.Count * longest];
        Array.Fill(all, filler);
        for (var r = 0; r < rows.Count; r++)
        for (var t = shift; t < rows[r].Length; t++)
            all[r * longest + t - shift] = rows[r][t];
        return tensor(all, [rows.Count, longest]);
    }
}
