using Clt.Plugins.Metrics.Overlap;

namespace Plugins.Tests.Metrics;

/// <summary>The quick distances of TER's shifts are those of the table; that results are sacreBLEU's, the golden tests hold.</summary>
public class BitDistanceTests
{
    [Fact]
    public void Bit_parallel_distances_are_edit_distances_from_any_common_beginning()
    {
        var rng = new Rng(3);
        for (var trial = 0; trial < 2000; trial++)
        {
            int[] Words(int length) => [.. Enumerable.Range(0, length).Select(_ => rng.Next(6))];
            var (reference, words) = (Words(1 + rng.Next(64)), Words(rng.Next(80)));
            var bits = new BitDistance(reference, [.. words, 5]);
            bits.Begin(words);
            var common = rng.Next(words.Length + 1);
            int[] other = [.. words[..common], .. words[common..].Reverse()];
            bits.Of(other, common).ShouldBe(Distance(other, reference), $"trial {trial}");
        }
    }

    [Fact]
    public void Where_the_matrix_says_that_its_beam_holds_every_way_both_agree()
    {
        var rng = new Rng(4);
        var (agreed, beyond) = (0, 0);
        for (var trial = 0; trial < 1000; trial++)
        {
            var reference = Enumerable.Range(0, 20 + rng.Next(45)).Select(_ => rng.Next(30)).ToArray();
            var words = reference.ToArray();
            // A block moved far away, some words changed or dropped.
            var at = rng.Next(words.Length);
            words = [.. words[at..], .. words[..at]];
            words = [.. words.Where(_ => rng.Next(12) > 0).Select(v => rng.Next(8) == 0 ? 99 : v)];
            var (exact, matrix) = (Distance(words, reference), new EditMatrix(reference, words.Length));
            var within = matrix.Distance(words);
            within.ShouldBeGreaterThanOrEqualTo(exact);
            if (!matrix.Covers(exact))
                beyond++;
            else if (within == exact)
                agreed++;
            else
                exact.ShouldBe(within, $"trial {trial}");
        }

        agreed.ShouldBeGreaterThan(100);
        beyond.ShouldBeGreaterThan(100);
    }

    private static int Distance(int[] a, int[] b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var best = Math.Min(diagonal + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1);
                (diagonal, row[j]) = (row[j], best);
            }
        }

        return row[^1];
    }
}
