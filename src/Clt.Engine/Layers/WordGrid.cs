using Clt.Engine.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>The words of packed sequences side by side, [B, L + 1]: the root in front of each row, and padding behind short ones.</summary>
internal sealed class WordGrid
{
    private const float Never = -1e9f;
    private readonly IReadOnlyList<IReadOnlyList<int>> _places;
    private readonly PackedBatch _batch;

    /// <param name="batch">The sequences.</param>
    /// <param name="places">The place of each word's first token in its sequence.</param>
    public WordGrid(PackedBatch batch, IReadOnlyList<IReadOnlyList<int>> places)
    {
        (_batch, _places) = (batch, places);
        Width = Math.Max(1, places.Max(p => p.Count));
    }

    /// <summary>B.</summary>
    public int Sequences => _places.Count;

    /// <summary>L: words of the longest sequence.</summary>
    public int Width { get; }

    /// <summary>The grid of the tokens that have a target.</summary>
    public static WordGrid OfTargets(PackedBatch batch, ReadOnlySpan<long> targets)
    {
        var places = new List<IReadOnlyList<int>>();
        for (var b = 0; b < batch.Sequences; b++)
        {
            var row = new List<int>();
            for (var i = batch.Starts[b]; i < batch.Starts[b + 1]; i++)
            {
                if (targets[i] != PackedBatch.Ignored)
                    row.Add(i - batch.Starts[b]);
            }

            places.Add(row);
        }

        return new WordGrid(batch, places);
    }

    /// <summary>[B, L + 1, D]: the state of the first token of each sequence, then those of its words; padding repeats the first.</summary>
    public Tensor States(Tensor hidden)
    {
        var rows = new long[Sequences * (Width + 1)];
        for (var b = 0; b < Sequences; b++)
        {
            for (var w = 0; w <= Width; w++)
            {
                var place = w == 0 || w > _places[b].Count ? 0 : _places[b][w - 1];
                rows[(b * (Width + 1)) + w] = _batch.Starts[b] + place;
            }
        }

        using var index = tensor(rows, dtype: ScalarType.Int64, device: hidden.device);
        return hidden.index_select(0, index).view(Sequences, Width + 1, hidden.shape[1]);
    }

    /// <summary>[B, L, D]: the same without the root.</summary>
    public Tensor Dependents(Tensor states) => states.narrow(1, 1, Width);

    /// <summary>[B, L, L + 1]: 0 where a word may hang on another, and a number that no score makes up for where it may not.</summary>
    public Tensor Forbidden(Device device)
    {
        var mask = new float[Sequences * Width * (Width + 1)];
        for (var b = 0; b < Sequences; b++)
        {
            for (var d = 0; d < Width; d++)
            {
                var row = ((b * Width) + d) * (Width + 1);
                for (var h = 1; h <= Width; h++)
                    if (h == d + 1 || h > _places[b].Count)
                        mask[row + h] = Never;
            }
        }

        return tensor(mask, [Sequences, Width, Width + 1], device: device);
    }

    /// <summary>[words]: the rows of real words among B · L.</summary>
    public Tensor Real(Device device) => tensor([.. RealRows.Select(r => (long)r)], dtype: ScalarType.Int64, device: device);

    /// <summary>What a target of each token says of each word, B · L, with another value for padding.</summary>
    public long[] Read(ReadOnlySpan<long> targets, long padding)
    {
        var read = Enumerable.Repeat(padding, Sequences * Width).ToArray();
        for (var b = 0; b < Sequences; b++)
        {
            for (var w = 0; w < _places[b].Count; w++)
                read[(b * Width) + w] = targets[_batch.Starts[b] + _places[b][w]];
        }

        return read;
    }

    /// <summary>Values of real words alone.</summary>
    public long[] OnlyReal(long[] values) => [.. RealRows.Select(r => values[r])];

    private IEnumerable<int> RealRows => Enumerable.Range(0, Sequences).SelectMany(b => Enumerable.Range(b * Width, _places[b].Count));
}
