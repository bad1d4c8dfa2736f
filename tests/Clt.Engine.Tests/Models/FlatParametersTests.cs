using Clt.Engine.Parameters;
using Clt.Formats.Safetensors;
using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models;

public sealed class FlatParametersTests
{
    private static readonly ParameterSpec[] Specs =
    [
        Spec("layers.0.norm.weight", false, 5),
        Spec("layers.0.up.weight", true, 3, 7),
        Spec("layers.0.up.bias", false, 3),
        Spec("layers.1.up.weight", true, 40, 2),
        Spec("layers.10.up.weight", true, 1, 1),
    ];

    [Theory]
    [InlineData(Dtype.Float32)]
    [InlineData(Dtype.BFloat16)]
    [InlineData(Dtype.Float16)]
    public void Offsets_are_the_same_in_every_dtype_and_gaps_are_zero(Dtype dtype)
    {
        using var parameters = new FlatParameters(Specs, dtype);
        foreach (var spec in Specs)
            parameters.Write(spec.Name, 0, spec.Count, bytes => bytes.Fill(1));

        parameters.Values.NumberOfElements.ShouldBe(32 * 7);
        parameters.Values.ElementSize.ShouldBe(dtype.Size());
        parameters.Values.bytes.ToArray().Count(b => b == 1).ShouldBe((int)parameters.Count * dtype.Size());
        parameters.Values.bytes.ToArray().Count(b => b == 0).ShouldBe((32 * 7 - (int)parameters.Count) * dtype.Size());
    }

    [Fact]
    public void Neighbours_with_the_same_settings_are_one_range()
    {
        using var parameters = new FlatParameters(Specs);

        parameters.Ranges(0.1).ShouldBe([new FlatRange(0, 160, 0.1), new FlatRange(160, 64, 0)]);
        parameters.Ranges(0).ShouldBe([new FlatRange(0, 224, 0)]);
    }

    [Theory]
    [InlineData(0, 100, 10, 20)]
    [InlineData(15, 100, 0, 15)]
    [InlineData(0, 12, 10, 2)]
    [InlineData(40, 10, 0, 0)]
    [InlineData(0, 5, 5, 0)]
    public void A_range_is_cut_to_a_slice(long start, long length, long expectedStart, long expectedLength) =>
        new FlatRange(10, 20, 0.1, 2).Within(start, length).ShouldBe(new FlatRange(expectedStart, expectedLength, 0.1, 2));

    [Fact]
    public void Frozen_parameters_have_neither_gradient_nor_range()
    {
        using var parameters = new FlatParameters(Specs);
        parameters.Freeze("layers.1");
        parameters.UseGradients();

        parameters.Ranges(0.1).ShouldBe([new FlatRange(0, 32, 0.1), new FlatRange(128, 32, 0.1), new FlatRange(160, 64, 0)]);
        parameters.TrainedCount.ShouldBe(parameters.Count - 80);
        using (var product = parameters["layers.1.up.weight"].sum() * parameters["layers.10.up.weight"].sum())
            product.backward();
        parameters.Gradient("layers.10.up.weight").shape.ShouldBe([1L, 1]);
        Should.Throw<InvalidOperationException>(() => parameters.Gradient("layers.1.up.weight")).Message.ShouldContain("frozen");
    }

    [Fact]
    public void All_but_some_can_be_frozen()
    {
        using var parameters = new FlatParameters(Specs);
        parameters.Freeze("*");
        parameters.Thaw("layers.*.up.bias");

        Specs.Where(s => parameters.IsTrained(s.Name)).Select(s => s.Name).ShouldBe(["layers.0.up.bias"]);
        new TrainableParameters([parameters]).Count.ShouldBe(3);
        parameters.Freeze("*");
        new TrainableParameters([parameters]).Buffers.ShouldBeEmpty();
    }

    [Fact]
    public void Rates_are_scaled_by_layer_and_multiply()
    {
        using var parameters = new FlatParameters(Specs);
        parameters.ScaleRate("layers.0", 0.5);
        parameters.ScaleRate("*.bias", 0.5);

        parameters.Ranges(0).Select(r => r.RateScale).ShouldBe([0.5, 1, 0.5, 0.25]);
        Should.Throw<InputException>(() => parameters.ScaleRate("*", 0)).Message.ShouldContain("above 0");
        Should.Throw<InputException>(() => parameters.ScaleRate("*", double.NaN));
    }

    [Fact]
    public void Tensors_outside_layers_are_tables()
    {
        ParameterSpec[] specs =
        [
            new("embedding.weight", [5, 4], true, null, [new("wte", 5)]),
            new("layers.0.up.weight", [6, 4], true, null, [new("q", 2), new("k", 4)]),
            new("layers.0.up.bias", [6], false, 0, [new("b", 6)]),
        ];
        using var parameters = new FlatParameters(specs);
        parameters
            .TensorRanges(0.1)
            .Select(r => (r.Rows, r.Columns, r.IsTable))
            .ShouldBe([(5, 4, true), (2, 4, false), (4, 4, false), (6, 1, false)]);
    }

    [Fact]
    public void A_pattern_that_matches_nothing_offers_close_names()
    {
        using var parameters = new FlatParameters(Specs);
        Should.Throw<InputException>(() => parameters.Freeze("layers.1.upp.weight")).Message.ShouldContain("'layers.1.up.weight'");
        Should.Throw<InputException>(() => parameters.Freeze("layer"));
    }

    private static ParameterSpec Spec(string name, bool decay, params long[] shape) =>
        new(name, shape, decay, null, [new ParameterPart("file." + name, shape[0])]);
}
