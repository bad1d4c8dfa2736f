using Clt.Engine.Data;
using TorchSharp;

namespace Clt.Engine.Tests.Data;

public sealed class PackedBatchTests
{
    [Fact]
    public void Targets_are_the_following_tokens_where_they_are_trained()
    {
        using var batch = PackedBatch.Of([Example([1, 5, 6, 2], [false, false, true, true]), Example([1, 7], [false, true])]);

        (batch.Tokens, batch.Sequences, batch.MaxLength, batch.TargetCount).ShouldBe((6, 2, 4, 3));
        batch.Ids.data<long>().ToArray().ShouldBe([1, 5, 6, 2, 1, 7]);
        batch.Positions.data<long>().ToArray().ShouldBe([0, 1, 2, 3, 0, 1]);
        batch.CumulativeLengths.data<int>().ToArray().ShouldBe([0, 4, 6]);
        batch.Targets!.data<long>().ToArray().ShouldBe([-100, 6, 2, -100, 7, -100]);
    }

    [Fact]
    public void An_empty_batch_or_sequence_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => PackedBatch.Of(Array.Empty<TokenizedExample>()));
        Should.Throw<ArgumentException>(() => PackedBatch.Of([Array.Empty<int>()]));
    }

    [Fact]
    public void The_first_token_is_never_a_target_and_one_other_must_be()
    {
        Example([1, 2], [true, true]).Targets.ShouldBe([false, true]);
        Should.Throw<InputException>(() => Example([1, 2], [true, false])).Message.ShouldContain("no token");
    }

    private static TokenizedExample Example(int[] ids, bool[] targets) => new("i", ToyTask.English, "t", ids, targets);
}
