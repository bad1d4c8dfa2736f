using System.Numerics.Tensors;

namespace Clt.Results.Statistics.Resampling;

/// <summary>Draws items and seeds and sums the table's statistics over the draw.</summary>
internal sealed class ResampledSums(ScoreTable table, Seed seed)
{
    // Each block of resamples has a generator of its own, so that blocks can be drawn in any order on any number of threads.
    private const int Block = 128;

    private int Items => table.Items.Count;

    private int Seeds => table.Seeds.Count;

    /// <summary>[resample, statistic], row-major.</summary>
    public double[] Draw(int resamples)
    {
        var sums = new double[(long)resamples * table.Width];
        Parallel.For(
            0,
            (resamples + Block - 1) / Block,
            block =>
            {
                var rng = seed.Stream($"{block}").Generator();
                var itemTimes = new int[Items];
                var seedTimes = new int[Seeds];
                var row = new double[table.Width];
                for (var r = block * Block; r < Math.Min(resamples, (block + 1) * Block); r++)
                {
                    DrawTimes(rng, itemTimes);
                    DrawTimes(rng, seedTimes);
                    Add(itemTimes, seedTimes, row, sums.AsSpan(r * table.Width, table.Width));
                }
            }
        );
        return sums;
    }

    /// <summary>The sums over the data as they are.</summary>
    public static double[] Total(ScoreTable table)
    {
        var total = new double[table.Width];
        for (var row = 0; row < table.Seeds.Count * table.Items.Count; row++)
            TensorPrimitives.Add(total, Row(table, row), total);
        return total;
    }

    /// <summary>The sums with one item left out, for each item.</summary>
    public static IEnumerable<double[]> WithoutEachItem(ScoreTable table)
    {
        var total = Total(table);
        for (var i = 0; i < table.Items.Count; i++)
        {
            var rest = (double[])total.Clone();
            for (var s = 0; s < table.Seeds.Count; s++)
                TensorPrimitives.Subtract(rest, Row(table, (s * table.Items.Count) + i), rest);
            yield return rest;
        }
    }

    /// <summary>The sums with one seed left out, for each seed.</summary>
    public static IEnumerable<double[]> WithoutEachSeed(ScoreTable table)
    {
        var total = Total(table);
        for (var s = 0; s < table.Seeds.Count; s++)
        {
            var rest = (double[])total.Clone();
            for (var i = 0; i < table.Items.Count; i++)
                TensorPrimitives.Subtract(rest, Row(table, (s * table.Items.Count) + i), rest);
            yield return rest;
        }
    }

    private static ReadOnlySpan<double> Row(ScoreTable table, int row) => table.Data.AsSpan(row * table.Width, table.Width);

    private static void DrawTimes(Rng rng, int[] times)
    {
        Array.Clear(times);
        for (var k = 0; k < times.Length; k++)
            times[rng.Next(times.Length)]++;
    }

    private void Add(int[] itemTimes, int[] seedTimes, double[] row, Span<double> sums)
    {
        for (var s = 0; s < seedTimes.Length; s++)
        {
            if (seedTimes[s] == 0)
                continue;
            Array.Clear(row);
            for (var i = 0; i < itemTimes.Length; i++)
            {
                if (itemTimes[i] > 0)
                    TensorPrimitives.MultiplyAdd(Row(table, (s * Items) + i), itemTimes[i], row, row);
            }

            TensorPrimitives.MultiplyAdd(row, seedTimes[s], sums, sums);
        }
    }
}
