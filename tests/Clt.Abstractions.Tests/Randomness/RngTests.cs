namespace Clt.Abstractions.Tests.Randomness;

public class RngTests
{
    /// <summary>The sequence that implementations of xoshiro256** are checked with: state 1, 2, 3, 4.</summary>
    [Fact]
    public void The_reference_state_gives_the_reference_sequence()
    {
        var rng = new Rng(0) { State = [1, 2, 3, 4] };
        ulong[] expected =
        [
            11520,
            0,
            1509978240,
            1215971899390074240,
            1216172134540287360,
            607988272756665600,
            16172922978634559625,
            8476171486693032832,
            10595114339597558777,
            2904607092377533576,
        ];
        expected.Select(_ => rng.NextUInt64()).ShouldBe(expected);
    }

    /// <summary>Computed with an independent program in another language.</summary>
    [Theory]
    [InlineData(0UL, 0x99ec5f36cb75f2b4UL, 0xbf6e1f784956452aUL, 0x1a5f849d4933e6e0UL)]
    [InlineData(1UL, 0xb3f2af6d0fc710c5UL, 0x853b559647364ceaUL, 0x92f89756082a4514UL)]
    [InlineData(42UL, 0x15780b2e0c2ec716UL, 0x6104d9866d113a7eUL, 0xae17533239e499a1UL)]
    public void A_seed_is_spread_by_SplitMix64(ulong seed, ulong first, ulong second, ulong third)
    {
        var rng = new Rng(seed);
        new[] { rng.NextUInt64(), rng.NextUInt64(), rng.NextUInt64() }.ShouldBe([first, second, third]);
    }

    [Fact]
    public void The_state_of_seed_zero_is_SplitMix64_from_zero() =>
        new Rng(0).State.ShouldBe([0xe220a8397b1dcdafUL, 0x6e789e6aa1b965f4UL, 0x06c45d188009454fUL, 0xf88bb8a8724c81ecUL]);

    [Fact]
    public void A_saved_state_goes_on_where_it_was()
    {
        var rng = new Rng(7);
        rng.Next(10);
        var state = rng.State;
        var expected = Enumerable.Range(0, 20).Select(_ => rng.NextDouble()).ToList();
        var restored = new Rng(99) { State = state };
        Enumerable.Range(0, 20).Select(_ => restored.NextDouble()).ShouldBe(expected);
        Should.Throw<ArgumentException>(() => restored.State = [1UL, 2UL]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void A_bounded_number_is_below_its_bound(int bound)
    {
        var rng = new Rng(3);
        for (var i = 0; i < 10_000; i++)
            rng.Next(bound).ShouldBeInRange(0, bound - 1);
        Should.Throw<ArgumentOutOfRangeException>(() => rng.Next(0));
    }

    [Fact]
    public void Bounded_numbers_are_uniform()
    {
        var rng = new Rng(11);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[rng.Next(7)]++;
        // Chi-squared with 6 degrees of freedom: 22.5 is passed once in a thousand seeds.
        counts.Sum(c => (c - 10_000.0) * (c - 10_000.0) / 10_000).ShouldBeLessThan(22.5);
    }

    [Fact]
    public void Doubles_are_uniform_in_the_unit_interval()
    {
        var rng = new Rng(5);
        var values = Enumerable.Range(0, 50_000).Select(_ => rng.NextDouble()).ToList();
        values.Min().ShouldBeGreaterThanOrEqualTo(0);
        values.Max().ShouldBeLessThan(1);
        // Five standard errors of the mean, and of the second moment.
        values.Average().ShouldBe(0.5, 5 * 0.2887 / Math.Sqrt(50_000));
        values.Average(v => v * v).ShouldBe(1 / 3.0, 5 * 0.2981 / Math.Sqrt(50_000));
    }

    [Fact]
    public void A_shuffle_is_a_permutation_and_every_order_is_as_likely()
    {
        var rng = new Rng(13);
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 24_000; i++)
        {
            char[] letters = ['a', 'b', 'c', 'd'];
            rng.Shuffle(letters.AsSpan());
            var order = new string(letters);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        counts.Count.ShouldBe(24);
        // Chi-squared with 23 degrees of freedom: 49.7 is passed once in a thousand seeds.
        counts.Values.Sum(c => (c - 1000.0) * (c - 1000.0) / 1000).ShouldBeLessThan(49.7);
    }
}
