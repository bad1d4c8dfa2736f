using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.States;

/// <summary>A text's tokens in their frame, and where its pieces lie.</summary>
/// <param name="Ids">With the special tokens around.</param>
/// <param name="Bounds">Where each piece starts, and where the last one ends.</param>
internal sealed record PieceTokens(int[] Ids, int[] Bounds);

/// <summary>Makes a state for each piece of a packed batch from those of its tokens.</summary>
internal sealed class PiecePool
{
    private readonly PieceState _kind;
    private readonly long[] _places;
    private readonly long[] _rows;
    private readonly float[] _counts;

    /// <param name="texts">Those of the batch.</param>
    /// <param name="starts">Where each begins in it.</param>
    /// <param name="kind">How.</param>
    public PiecePool(IReadOnlyList<PieceTokens> texts, IReadOnlyList<int> starts, PieceState kind)
    {
        _kind = kind;
        var (places, rows, counts) = (new List<long>(), new List<long>(), new List<float>());
        for (var t = 0; t < texts.Count; t++)
        {
            for (var p = 0; p + 1 < texts[t].Bounds.Length; p++)
            {
                var (from, to) = (texts[t].Bounds[p], texts[t].Bounds[p + 1]);
                var end = kind == PieceState.First ? from + 1 : to;
                for (var i = from; i < end; i++)
                {
                    places.Add(starts[t] + i);
                    rows.Add(counts.Count);
                }

                counts.Add(end - from);
            }
        }

        (_places, _rows, _counts) = ([.. places], [.. rows], [.. counts]);
    }

    /// <summary>[P, D] from the states [N, D] of all tokens.</summary>
    public Tensor Of(Tensor states)
    {
        var taken = states.index_select(0, tensor(_places).to(states.device));
        if (_kind == PieceState.First)
            return taken;
        var rows = tensor(_rows).to(states.device);
        var sums = zeros([_counts.Length, states.shape[1]], device: states.device).index_add(0, rows, taken, 1);
        return sums / tensor(_counts).to(states.device).unsqueeze(1);
    }
}
