using Clt.Engine.Data;

namespace Clt.Engine.Tests.Data;

public sealed class SequencePackingTests
{
    [Fact]
    public void Every_sequence_is_in_one_row_and_no_row_is_too_long()
    {
        var rng = new Rng(3);
        for (var trial = 0; trial < 200; trial++)
        {
            var lengths = Enumerable.Range(0, rng.Next(60)).Select(_ => 1 + rng.Next(50)).ToArray();
            var rows = SequencePacking.BestFitDecreasing(lengths, 50);
            rows.SelectMany(r => r).Order().ShouldBe(Enumerable.Range(0, lengths.Length));
            rows.ShouldAllBe(r => r.Sum(i => lengths[i]) <= 50);
            // Two rows that are both at most half full would have been one.
            rows.Count(r => r.Sum(i => lengths[i]) <= 25).ShouldBeLessThanOrEqualTo(1);
        }
    }

    [Fact]
    public void A_sequence_longer_than_a_row_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => SequencePacking.BestFitDecreasing([3, 9], 8));

    [Fact]
    public void Pieces_cover_their_sequences() =>
        SequencePacking.Pieces([5, 4, 1], 4).ShouldBe([(0, 0, 4), (0, 4, 1), (1, 0, 4), (2, 0, 1)]);

    [Fact]
    public void Micro_batches_keep_order_and_budget()
    {
        MicroBatches.Split([3, 3, 3, 9, 1], 7).ShouldBe([0..2, 2..3, 3..4, 4..5]);
        MicroBatches.Split([], 7).ShouldBeEmpty();
        MicroBatches.Split([20], 7).ShouldBe([0..1]);
    }
}
