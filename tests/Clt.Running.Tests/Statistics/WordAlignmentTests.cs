using Clt.Results.Statistics.Representation;
using MathNet.Numerics.LinearAlgebra;

namespace Clt.Running.Tests.Statistics;

/// <summary>Word alignment from states.</summary>
public class WordAlignmentTests
{
    [Fact]
    public void A_sentence_whose_words_changed_places_is_linked_as_they_did()
    {
        for (var trial = 0; trial < 50; trial++)
        {
            var rng = new Rng((ulong)trial);
            var words = 3 + rng.Next(8);
            var x = Random(words, 16, rng);
            var order = Enumerable.Range(0, words).OrderBy(_ => rng.NextDouble()).ToArray();
            var y = Matrix<double>.Build.Dense(words, 16, (i, j) => (2 * x[order[i], j]) + (0.01 * rng.NextDouble()));
            foreach (var by in new[] { AlignBy.ArgMax, AlignBy.IterMax })
                WordAlignment.Of(x, y, by).ShouldBe([.. order.Select((i, j) => (i, j)).Order()], "lengths say nothing");
        }
    }

    [Fact]
    public void A_round_more_keeps_the_links_and_adds_some_of_words_without()
    {
        var added = 0;
        for (var trial = 0; trial < 50; trial++)
        {
            var rng = new Rng((ulong)trial);
            var (x, y) = (Random(4 + rng.Next(6), 4, rng), Random(4 + rng.Next(6), 4, rng));
            var (once, twice) = (WordAlignment.Of(x, y, AlignBy.ArgMax), WordAlignment.Of(x, y, AlignBy.IterMax));
            once.ShouldBeSubsetOf(twice);
            once.Select(l => l.First).ShouldBeUnique();
            once.Select(l => l.Second).ShouldBeUnique();
            foreach (var link in twice.Except(once))
                (once.All(l => l.First != link.First) || once.All(l => l.Second != link.Second)).ShouldBeTrue();
            added += twice.Count - once.Count;
        }

        added.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Iterations_equal_simaligns_where_they_were_worked_out_by_hand()
    {
        // Cosines of unit vectors at angles: x at 0, 60 and 90 degrees, y at 10, 20 and 80.
        var (x, y) = (Angles(0, 60, 90), Angles(10, 20, 80));
        WordAlignment.Of(x, y, AlignBy.ArgMax).ShouldBe([(0, 0), (2, 2)]);
        // The word at 60 degrees has no link, nor has that at 20: cos 40 at full weight beats 0.9 of (1 + cos 20) / 2.
        WordAlignment.Of(x, y, AlignBy.IterMax).ShouldBe([(0, 0), (1, 1), (2, 2)]);
    }

    [Fact]
    public void Few_links_that_agree_are_not_many_words_linked_alike()
    {
        string[] tags = ["DET", "NOUN", "VERB", "PUNCT"];
        var all = new AlignedWords([(0, 0), (1, 1), (2, 3), (3, 2)], tags, tags, null);
        var one = new AlignedWords([(3, 3)], tags, tags, null);

        AlignmentMetric.TagAgreement.Score(all).Value.ShouldBe(0.5);
        AlignmentMetric.TagAgreement.Score(one).Value.ShouldBe(1);
        AlignmentMetric.LinkedAlike.Score(all).Value.ShouldBe(0.5);
        AlignmentMetric.LinkedAlike.Score(one).Value.ShouldBe(0.25);
    }

    private static Matrix<double> Angles(params double[] degrees) =>
        Matrix<double>.Build.Dense(
            degrees.Length,
            2,
            (i, j) => j == 0 ? Math.Cos(degrees[i] * Math.PI / 180) : Math.Sin(degrees[i] * Math.PI / 180)
        );

    private static Matrix<double> Random(int rows, int width, Rng rng) =>
        Matrix<double>.Build.Dense(rows, width, (_, _) => rng.NextDouble() - 0.5);
}
