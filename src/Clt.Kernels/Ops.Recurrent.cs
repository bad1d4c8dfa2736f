using Clt.Kernels.Libtorch;
using static TorchSharp.torch;

namespace Clt.Kernels;

public static partial class Ops
{
    /// <summary>
    /// Bidirectional long short-term memory (Hochreiter and Schmidhuber 1997; Schuster and Paliwal 1997) by libtorch's layers, which
    /// compute what <c>torch.nn.LSTM</c> does on packed sequences.
    /// </summary>
    /// <param name="x">[N, I]: the tokens of all sequences, one sequence behind the other.</param>
    /// <param name="starts">Where each sequence starts, and N at the end; none is empty.</param>
    /// <param name="weights">
    /// Of each layer, for the direction forwards and then backwards: from the input [4H, I], from the state [4H, H], and a bias [4H] of
    /// either; gates in the order input, forget, cell, output. Layers behind the first read [2H].
    /// </param>
    /// <param name="dropout">Share of what a layer gives to the next that is set to 0, in [0, 1); 0 where nothing is trained.</param>
    /// <returns>[N, 2H]: of each token the state that read up to it, and the one that read from the end down to it.</returns>
    public static Tensor BiLstm(Tensor x, IReadOnlyList<int> starts, IReadOnlyList<Tensor> weights, double dropout = 0)
    {
        const int PerLayer = 8;
        var layers = weights.Count / PerLayer;
        if (layers == 0 || weights.Count % PerLayer != 0)
            throw new ArgumentException($"{weights.Count} weights are no layers of {PerLayer}.", nameof(weights));
        var (order, back, widths) = StepByStep(starts);
        using var there = tensor(order, device: x.device);
        using var again = tensor(back, device: x.device);
        using var counts = tensor(widths);
        using var nothing = zeros(2 * layers, starts.Count - 1, weights[1].shape[1], dtype: x.dtype, device: x.device);
        using var steps = x.index_select(0, there);
        var call = new TorchOperator("aten::lstm", "data");
        call.Add(steps);
        call.Add(counts);
        call.Add([nothing, nothing]);
        call.Add(weights);
        call.Add(true);
        call.Add((long)layers);
        call.Add(dropout);
        call.Add(dropout > 0);
        call.Add(true);
        var results = call.Call(3);
        using var states = results[0];
        results[1].Dispose();
        results[2].Dispose();
        return states.index_select(0, again);
    }

    /// <summary>
    /// The order in which layers read tokens: the first of each sequence, the longest sequence first, then the second of each; the way
    /// back; and how many sequences have a token at each step.
    /// </summary>
    private static (long[] Order, long[] Back, long[] Widths) StepByStep(IReadOnlyList<int> starts)
    {
        int[] sequences = [.. Enumerable.Range(0, starts.Count - 1).OrderByDescending(b => starts[b + 1] - starts[b])];
        var (order, back) = (new long[starts[^1]], new long[starts[^1]]);
        var widths = new long[starts[sequences[0] + 1] - starts[sequences[0]]];
        var at = 0;
        for (var t = 0; t < widths.Length; t++)
        {
            foreach (var b in sequences.TakeWhile(b => starts[b] + t < starts[b + 1]))
            {
                (order[at], back[starts[b] + t]) = (starts[b] + t, at);
                at++;
                widths[t]++;
            }
        }

        return (order, back, widths);
    }
}
