using Clt.Engine.Parameters;

namespace Clt.Engine.Tests.Models;

public sealed class FileLayoutTests
{
    [Fact]
    public void A_transposed_matrix_is_turned()
    {
        var layout = new FileLayout(true, 0);
        var engine = new float[6];

        layout.Read([1, 2, 3, 4, 5, 6], engine, 2); // file [3, 2], engine [2, 3]

        engine.ShouldBe([1, 3, 5, 2, 4, 6]);
        layout.Shape(2, [3]).ShouldBe([3, 2]);
    }

    [Fact]
    public void Interleaved_heads_are_parted_into_queries_keys_and_values()
    {
        var layout = new FileLayout(false, 2);
        var engine = new float[12];

        // Two heads of size 2: q0 q0 k0 k0 v0 v0 q1 q1 k1 k1 v1 v1.
        layout.Read([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], engine, 12);

        engine.ShouldBe([1, 2, 7, 8, 3, 4, 9, 10, 5, 6, 11, 12]);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 3)]
    [InlineData(true, 3)]
    public void Writing_is_the_inverse_of_reading(bool transposed, int heads)
    {
        var layout = new FileLayout(transposed, heads);
        var file = Enumerable.Range(0, 18 * 5).Select(i => (float)i).ToArray();
        var (engine, again) = (new float[file.Length], new float[file.Length]);

        layout.Read(file, engine, 18);
        layout.Write(engine, again, 18);

        again.ShouldBe(file);
        layout.IsPlain.ShouldBe(engine.SequenceEqual(file));
    }

    [Fact]
    public void A_bias_follows_its_rows()
    {
        var layout = new FileLayout(false, 3);
        var weights = new float[18 * 2];
        var bias = new float[18];
        layout.Read([.. Enumerable.Range(0, 36).Select(i => (float)(i / 2))], weights, 18);
        layout.Read([.. Enumerable.Range(0, 18).Select(i => (float)i)], bias, 18);

        weights.Where((_, i) => i % 2 == 0).ShouldBe(bias);
    }
}
