using Clt.Plugins.Sources.Lexicons.Mapping;
using Clt.Plugins.Sources.Lexicons.Vectors;
using MathNet.Numerics.LinearAlgebra;

namespace Plugins.Tests.Sources.Lexicons;

/// <summary>Vectors whose mapping is known.</summary>
public sealed class MappingTests
{
    private const int Width = 12;

    [Fact]
    public void Normalised_rows_have_length_one_and_are_nearly_centred()
    {
        var random = new Seed(3).Generator();
        var table = Random(random, 300, mean: 2).Normalised();
        for (var i = 0; i < table.Count; i++)
            Dot(table, i, table, i).ShouldBe(1, 1e-5);
        for (var j = 0; j < Width; j++)
            Enumerable.Range(0, table.Count).Average(i => table[i][j]).ShouldBe(0, 0.03);
        new VectorTable(["a"], new float[Width], Width).Normalised().Values.ShouldAllBe(v => v == 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Procrustes_finds_the_rotation_that_vectors_were_turned_by(long seed)
    {
        var from = Random(new Seed((ulong)seed).Generator(), 40).Normalised();
        var to = Turned(from, seed);

        var mapped = Procrustes.Map(from, to, [.. Enumerable.Range(0, 40).Select(i => (i, i))]);

        mapped.Values.Zip(to.Values).ShouldAllBe(v => Math.Abs(v.First - v.Second) < 1e-4);
    }

    [Fact]
    public void A_mapping_keeps_lengths_and_angles_whatever_the_pairs()
    {
        var random = new Seed(9).Generator();
        var (from, to) = (Random(random, 30).Normalised(), Random(random, 30).Normalised());
        var mapped = Procrustes.Map(from, to, [(0, 3), (1, 4)]);
        for (var i = 1; i < 30; i++)
            Dot(mapped, i, mapped, i - 1).ShouldBe(Dot(from, i, from, i - 1), 1e-5);
    }

    [Fact]
    public void Self_learning_goes_on_from_a_few_pairs()
    {
        var from = Random(new Seed(4).Generator(), 200).Normalised();
        var to = Turned(from, 5, noise: 0.05);
        // A rotation of twelve dimensions is not fixed by eight pairs.
        (int, int)[] start = [.. Enumerable.Range(0, 8).Select(i => (i, i))];
        Right(Procrustes.Map(from, to, start)).ShouldBeLessThan(180);
        Right(SelfLearning.Map(from, to, start, 200, 10)).ShouldBe(200);

        int Right(VectorTable mapped)
        {
            var search = new Neighbours(mapped, to, 10);
            return Enumerable.Range(0, 200).Count(i => search.Of(i, 1)[0].To == i);
        }
    }

    /// <summary>
    /// Cosines by hand. x = (1, 0), x' = (0, 1); y = (0.8, 0.6) is near to both (r = (0.8 + 0.6) / 2 = 0.7), z = (0.75, −0.66) to x alone
    /// (r = (0.75 − 0.66) / 2 = 0.045): 2 · 0.8 − 0.7 = 0.9 is less than 2 · 0.75 − 0.045 = 1.455.
    /// </summary>
    [Fact]
    public void Csls_takes_away_from_words_that_are_near_to_many()
    {
        var from = new VectorTable(["x", "x'"], [1, 0, 0, 1], 2);
        var to = new VectorTable(["y", "z"], [0.8f, 0.6f, 0.75f, -0.66f], 2);
        new Neighbours(from, to, 0).Of(0, 2).Select(n => n.To).ShouldBe([0, 1]);
        new Neighbours(from, to, 2).Of(0, 2).Select(n => n.To).ShouldBe([1, 0]);
        new Neighbours(from, to, 2).Of(0, 1)[0].Cosine.ShouldBe(0.75f);
    }

    /// <summary>Wilson's interval of 3 in 4: from 0.3006 to 0.9544.</summary>
    [Fact]
    public void Precision_counts_words_that_can_be_found()
    {
        (string, string[])[] lexicon = [("a", ["x", "y"]), ("b", ["y"]), ("c", ["Z"]), ("d", ["w"]), ("e", ["x"]), ("f", ["x"])];
        (string, string[])[] dictionary = [("A", ["x"]), ("b", ["x", "y"]), ("c", ["z"]), ("d", ["x"]), ("e", ["nowhere"]), ("g", ["x"])];
        var precision = Precision.Against(lexicon, dictionary, ["x", "y", "z", "w"]);
        (precision.Right, precision.Of).ShouldBe((3, 4));
        precision.ToString().ShouldBe("precision@1 0.750 [0.301, 0.954] of 4 words");
        Precision.Against(lexicon, [], ["x"]).ToString().ShouldBe("none of its words");
    }

    private static VectorTable Random(Rng random, int count, double mean = 0) =>
        new(
            [.. Enumerable.Range(0, count).Select(i => $"w{i}")],
            [.. Enumerable.Range(0, count * Width).Select(_ => (float)(Gauss(random) + mean))],
            Width
        );

    private static VectorTable Turned(VectorTable vectors, long seed, double noise = 0)
    {
        var random = new Seed((ulong)seed).Generator();
        var rotation = Matrix<double>.Build.Dense(Width, Width, (_, _) => Gauss(random)).QR().Q;
        var turned = Matrix<double>.Build.Dense(vectors.Count, Width, (i, j) => vectors[i][j]) * rotation;
        var values = turned.ToRowMajorArray().Select(v => (float)(v + noise * Gauss(random))).ToArray();
        var table = new VectorTable([.. vectors.Words.Select(w => "t" + w)], values, Width);
        return noise == 0 ? table : table.Normalised();
    }

    private static double Gauss(Rng random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Dot(VectorTable a, int i, VectorTable b, int j)
    {
        var sum = 0.0;
        for (var k = 0; k < Width; k++)
            sum += a[i][k] * b[j][k];
        return sum;
    }
}
