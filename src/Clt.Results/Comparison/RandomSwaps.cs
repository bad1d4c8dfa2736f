using System.Numerics.Tensors;
using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Comparison;

/// <summary>
/// Approximate randomisation (Noreen 1989): swaps the two runs' outputs of items at random, an item's translations and seeds together, and
/// counts how often the difference is at least as large as it is. p = (1 + count) / (1 + trials), as sacreBLEU has it.
/// </summary>
internal sealed class RandomSwaps(PairedScores scores, int trials)
{
    // Columns are in the order of their names: those of one run, then the same of the other.
    private readonly int _half = scores.Table.Width / 2;

    /// <summary>p of each group of languages.</summary>
    public double[] P(IReadOnlyList<IReadOnlyList<string>> groups)
    {
        var total = ResampledSums.Total(scores.Table);
        var swaps = Swaps();
        var limits = Differences(total, groups).Select(d => Math.Abs(d) * (1 - 1e-12)).ToArray();
        var extreme = new int[groups.Count];
        var rng = new Seed(1).Stream("bootstrap").Stream("swaps").Generator();
        var (swapped, sums) = (new double[_half], new double[2 * _half]);
        for (var t = 0; t < trials; t++)
        {
            Array.Clear(swapped);
            ulong coins = 0;
            for (var i = 0; i < swaps.Length; i++)
            {
                coins = i % 64 == 0 ? rng.NextUInt64() : coins >> 1;
                if ((coins & 1) == 1)
                    TensorPrimitives.Add(swapped, swaps[i], swapped);
            }

            TensorPrimitives.Add(total.AsSpan(0, _half), swapped, sums.AsSpan(0, _half));
            TensorPrimitives.Subtract(total.AsSpan(_half), swapped, sums.AsSpan(_half));
            var differences = Differences(sums, groups);
            for (var g = 0; g < extreme.Length; g++)
                extreme[g] += Math.Abs(differences[g]) >= limits[g] ? 1 : 0;
        }

        return [.. extreme.Select(e => (1.0 + e) / (1 + trials))];
    }

    /// <summary>What swapping an item adds to the first run's sums, and takes from the second's.</summary>
    private double[][] Swaps()
    {
        var table = scores.Table;
        var swaps = new double[table.Items.Count][];
        for (var i = 0; i < swaps.Length; i++)
        {
            swaps[i] = new double[_half];
            for (var s = 0; s < table.Seeds.Count; s++)
            {
                var row = table.Data.AsSpan(((s * table.Items.Count) + i) * table.Width, table.Width);
                for (var k = 0; k < _half; k++)
                    swaps[i][k] += row[_half + k] - row[k];
            }
        }

        return swaps;
    }

    private double[] Differences(double[] sums, IReadOnlyList<IReadOnlyList<string>> groups)
    {
        var view = new Sums(scores.Table, sums);
        var differences = new double[groups.Count];
        for (var g = 0; g < differences.Length; g++)
            differences[g] = scores.Mean(view, 'b', groups[g]) - scores.Mean(view, 'a', groups[g]);
        return differences;
    }
}
