using Clt.Kernels.Libtorch;
using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

/// <summary>Products by oneDNN, whatever this machine would choose. Some set libtorch's threads, so no other test may run beside.</summary>
[Collection(nameof(Alone))]
public sealed class MatrixProductTests : IDisposable
{
    private readonly IDisposable _library = MatrixProducts.Use(MatrixLibrary.OneDnn);
    private readonly int _threads = get_num_threads();

    public void Dispose()
    {
        set_num_threads(_threads);
        _library.Dispose();
    }

    /// <summary>
    /// Sizes that are cut by rows, by columns, by depth and laid across, with rests and without, and both matrices either way round, whole,
    /// as parts of wider ones, and apart.
    /// </summary>
    [Theory]
    [InlineData(1001, 256, 307)]
    [InlineData(250, 192, 2050)]
    [InlineData(8, 9000, 1031)]
    [InlineData(130, 5003, 77)]
    [InlineData(1409, 520, 131)]
    [InlineData(2048, 300, 64)]
    [InlineData(3000, 600, 300)]
    public void Products_are_those_of_doubles(int rows, int depth, int columns)
    {
        manual_seed(1);
        using var scope = NewDisposeScope();
        foreach (var a in Layouts(rows, depth))
        foreach (var b in Layouts(depth, columns))
        {
            MatrixProducts.Takes(a, b, columns).ShouldBeTrue();
            var expected = a.to_type(ScalarType.Float64).mm(b.to_type(ScalarType.Float64));
            var near = 1e-6 * Math.Sqrt(depth) * 10;
            Gap(MatrixProducts.Of(a, b), expected).ShouldBeLessThan(near);

            using var bias = randn(columns);
            Gap(MatrixProducts.ByOneDnn(a, b, bias), expected + bias).ShouldBeLessThan(near);

            using var wide = randn(rows, columns + 3);
            using var held = wide.clone();
            var part = wide.narrow(1, 1, columns);
            MatrixProducts.AddInto(part, a, b);
            Gap(part, expected + held.narrow(1, 1, columns)).ShouldBeLessThan(near);
            MatrixProducts.Into(part, a, b);
            Gap(part, expected).ShouldBeLessThan(near);
            using var across = randn(columns, rows).t();
            using var before = across.clone();
            MatrixProducts.AddInto(across, a, b);
            Gap(across, expected + before).ShouldBeLessThan(near);
            wide.narrow(1, 0, 1).Equals(held.narrow(1, 0, 1)).ShouldBeTrue();
            wide.narrow(1, columns + 1, 2).Equals(held.narrow(1, columns + 1, 2)).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(512, 1024, 128)]
    [InlineData(128, 8192, 256)]
    [InlineData(704, 4096, 256)]
    [InlineData(64, 9000, 64)]
    [InlineData(250, 256, 8192)]
    [InlineData(1000, 256, 1408)]
    [InlineData(9, 70000, 60)]
    public void Bits_do_not_depend_on_the_number_of_threads(int rows, int depth, int columns)
    {
        manual_seed(2);
        using var scope = NewDisposeScope();
        foreach (var a in Layouts(rows, depth).Take(2))
        foreach (var b in Layouts(depth, columns).Take(2))
        {
            MatrixProducts.Takes(a, b, columns).ShouldBeTrue();
            set_num_threads(1);
            var alone = MatrixProducts.Of(a, b);
            foreach (var threads in (int[])[2, 3, 8, 16])
            {
                set_num_threads(threads);
                MatrixProducts.Of(a, b).Equals(alone).ShouldBeTrue($"{threads} threads");
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_linear_layer_and_its_gradients_are_libtorchs(bool biased)
    {
        manual_seed(3);
        using var scope = NewDisposeScope();
        Tensor[] inputs = [randn(700, 160), randn(352, 160), .. biased ? (Tensor[])[randn(352)] : []];
        MatrixProducts.Takes(inputs[0], inputs[1], 352).ShouldBeTrue();
        Compare.WithReference(
            t => [Ops.Linear(t[0], t[1], t.ElementAtOrDefault(2))],
            t => [nn.functional.linear(t[0], t[1], t.ElementAtOrDefault(2))],
            inputs
        );
    }

    /// <summary>A chunk of a small vocabulary, and of one whose chunks have fewer rows.</summary>
    [Theory]
    [InlineData(4099, 48)]
    [InlineData(70001, 32)]
    public void A_heads_loss_and_gradients_are_those_of_the_composed_path(int vocabulary, int width)
    {
        manual_seed(4);
        using var scope = NewDisposeScope();
        var targets = randint(0, vocabulary, [300], ScalarType.Int64);
        var loss = new LossOptions { LabelSmoothing = 0.1 };
        Compare.WithReference(
            t => [Ops.LinearCrossEntropy(t[0], t[1], targets, loss)],
            t => [Reference.LinearCrossEntropy(t[0], t[1], targets, loss, null, null)],
            [randn(300, width), randn(vocabulary, width) * 0.1]
        );
    }

    [Fact]
    public void Small_products_bf16_and_the_composed_path_stay_with_libtorchs_own()
    {
        using var scope = NewDisposeScope();
        Tensor a = randn(1024, 256),
            b = randn(256, 512);
        MatrixProducts.Takes(a, b, 512).ShouldBeTrue();
        MatrixProducts.Takes(a.narrow(0, 0, 8), b, 512).ShouldBeFalse();
        MatrixProducts.Takes(a.narrow(0, 0, 1), randn(256, 1 << 20), 1 << 20).ShouldBeFalse();
        MatrixProducts.Takes(a.to_type(ScalarType.BFloat16), b.to_type(ScalarType.BFloat16), 512).ShouldBeFalse();
        using (Ops.UseReference())
            MatrixProducts.Takes(a, b, 512).ShouldBeFalse();
        using (MatrixProducts.Use(MatrixLibrary.Blas))
            MatrixProducts.Takes(a, b, 512).ShouldBeFalse();
    }

    [Theory]
    [InlineData(100, 129, MatrixLibrary.Blas)]
    [InlineData(100, 131, MatrixLibrary.OneDnn)]
    [InlineData(100, 0, MatrixLibrary.Blas)]
    public void OneDnn_is_taken_where_it_is_clearly_faster(double blas, double oneDnn, MatrixLibrary faster) =>
        new MatrixLibraryRates(blas, oneDnn).Faster.ShouldBe(faster);

    [Fact]
    public void A_measurement_leaves_the_number_of_threads()
    {
        set_num_threads(2);
        var rates = MatrixLibraryRates.Measure();
        get_num_threads().ShouldBe(2);
        rates.Blas.ShouldBeGreaterThan(0);
        rates.OneDnn.ShouldBeGreaterThan(0);
    }

    /// <summary>Whole, whole and across, a part of a wider one, a part across, and with gaps everywhere.</summary>
    private static IEnumerable<Tensor> Layouts(long rows, long columns) =>
        [
            randn(rows, columns),
            randn(columns, rows).t(),
            randn(rows, columns + 5).narrow(1, 2, columns),
            randn(columns, rows + 5).narrow(1, 3, rows).t(),
            randn(rows, columns, 2).select(2, 1),
        ];

    private static double Gap(Tensor found, Tensor expected)
    {
        using var scope = NewDisposeScope();
        return (found.to_type(ScalarType.Float64) - expected).abs().max().item<double>();
    }
}
