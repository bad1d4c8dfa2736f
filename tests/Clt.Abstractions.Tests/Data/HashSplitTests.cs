namespace Clt.Abstractions.Tests.Data;

public class HashSplitTests
{
    private static readonly HashSplit Split = new(7, Validation: 0.1, Test: 0.2);

    [Fact]
    public void The_shares_are_kept()
    {
        var counts = Enumerable.Range(0, 20_000).CountBy(i => Split.Of($"item-{i}")).ToDictionary();
        counts[Clt.Split.Test].ShouldBeInRange(3_700, 4_300);
        counts[Clt.Split.Validation].ShouldBeInRange(1_800, 2_200);
        counts[Clt.Split.Train].ShouldBeInRange(13_600, 14_400);
    }

    [Fact]
    public void A_key_stays_where_it_is_and_another_seed_divides_otherwise()
    {
        var keys = Enumerable.Range(0, 500).Select(i => $"{i}").ToList();
        keys.Select(Split.Of).ShouldBe(keys.Select(new HashSplit(7, 0.1, 0.2).Of));
        keys.Select(Split.Of).ShouldNotBe(keys.Select(new HashSplit(8, 0.1, 0.2).Of));
    }

    [Fact]
    public void Nothing_is_held_out_when_the_shares_are_zero() =>
        Enumerable.Range(0, 100).Select(i => new HashSplit(1, 0, 0).Of($"{i}")).ShouldAllBe(s => s == Clt.Split.Train);
}
