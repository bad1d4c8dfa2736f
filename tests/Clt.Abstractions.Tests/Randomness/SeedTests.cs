namespace Clt.Abstractions.Tests.Randomness;

public class SeedTests
{
    /// <summary>Computed with an independent program in another language: SHA-256 over the seed's 8 bytes and the name.</summary>
    [Theory]
    [InlineData(1, "data", 0xa027f99c3ae41d6cUL)]
    [InlineData(42, "init", 0xe28902d07f349691UL)]
    [InlineData(42, "日本", 0x557740ad52802c54UL)]
    public void A_stream_is_the_hash_of_seed_and_name(long seed, string name, ulong expected) =>
        ((Seed)seed).Stream(name).Value.ShouldBe(expected);

    [Fact]
    public void Streams_do_not_depend_on_one_another()
    {
        Seed seed = 5;
        var before = seed.Stream("data").Generator().NextUInt64();
        seed.Stream("init").Generator().NextUInt64();
        seed.Stream("data").Generator().NextUInt64().ShouldBe(before);
        string[] names = ["data", "init", "dropout", "generation", "bootstrap"];
        names.Select(n => seed.Stream(n).Value).ShouldBeUnique();
        Enumerable.Range(0, 100).Select(s => ((Seed)s).Stream("data").Value).ShouldBeUnique();
    }

    [Fact]
    public void A_generator_starts_at_the_seed() => ((Seed)42).Generator().NextUInt64().ShouldBe(new Rng(42).NextUInt64());
}
