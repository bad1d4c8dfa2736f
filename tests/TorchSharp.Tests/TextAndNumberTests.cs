namespace TorchSharp.Tests;

public class TextAndNumberTests
{
    [Fact]
    public void Tensors_are_written_with_their_kind_or_their_values()
    {
        using var scope = NewDisposeScope();
        var t = tensor(new float[,] { { 1, 2.5f }, { -3, 1e6f } });
        t.ToString().ShouldBe("[2x2], type = Float32, device = cpu");
        t.ToString(TensorStringStyle.Numpy).ShouldBe("[[1, 2.5], [-3, 1e+06]]");
        tensor(new[] { true, false }).npstr().ShouldBe("[True, False]");
        arange(20).npstr().ShouldBe("[0, 1, 2, ..., 17, 18, 19]");
        tensor(7L).npstr().ShouldBe("7");
        t.metastr().ShouldBe(t.ToString());
    }

    [Fact]
    public void Numbers_become_tensors_and_come_back()
    {
        using var scope = NewDisposeScope();
        Tensor whole = 3, real = 2.5, flag = true, row = new[] { 1f, 2f };
        (whole.dtype, real.dtype, flag.dtype).ShouldBe((ScalarType.Int32, ScalarType.Float64, ScalarType.Bool));
        Check.Holds(row, 1, 2);
        ((double)real).ShouldBe(2.5);
        ((long)whole).ShouldBe(3);
        ((bool)flag).ShouldBeTrue();
        real.ToInt32().ShouldBe(2);
        tensor(new[] { (Half)1.5f }).ToHalf().ShouldBe((Half)1.5f);
        tensor(new BFloat16(1.5f)).ToBFloat16().ShouldBe(new BFloat16(1.5f));
        Should.Throw<InvalidOperationException>(() => row.ToSingle());
        new[] { 1, 2, 3, 4 }.ToTensor([2, 2]).shape.ShouldBe([2, 2]);
    }

    [Fact]
    public void Scalars_keep_their_type_and_value()
    {
        Scalar whole = 3L, real = 0.1f, flag = true;
        (whole.Type, real.Type, flag.Type).ShouldBe((ScalarType.Int64, ScalarType.Float32, ScalarType.Bool));
        whole.ToInt32().ShouldBe(3);
        real.ToSingle().ShouldBe(0.1f);
        flag.ToBoolean().ShouldBeTrue();
        1.5.ToScalar().ToDouble().ShouldBe(1.5);
    }

    [Theory]
    [InlineData(1f, 0x3f80)]
    [InlineData(-2f, 0xc000)]
    [InlineData(1.00390625f, 0x3f80)]
    [InlineData(1.01171875f, 0x3f82)]
    [InlineData(float.PositiveInfinity, 0x7f80)]
    public void BFloat16_rounds_to_nearest_even(float value, int raw)
    {
        var rounded = new BFloat16(value);
        rounded.ToSingle().ShouldBe(BFloat16.FromRawValue((ushort)raw).ToSingle());
        using var scope = NewDisposeScope();
        tensor(value).to(bfloat16).item<BFloat16>().ToSingle().ShouldBe(rounded.ToSingle());
    }

    [Fact]
    public void BFloat16_computes_and_compares()
    {
        var a = new BFloat16(1.5f);
        var b = new BFloat16(0.5f);
        ((float)(a + b), (float)(a - b), (float)(a * b), (float)(a / b), (float)-a).ShouldBe((2f, 1f, 0.75f, 3f, -1.5f));
        (a > b, a == b, a.CompareTo(b)).ShouldBe((true, false, 1));
        BFloat16.IsNaN(BFloat16.NaN).ShouldBeTrue();
        BFloat16.IsFinite(BFloat16.MaxValue).ShouldBeTrue();
        BFloat16.MaxValue.ToSingle().ShouldBe(3.3895314e38f);
    }

    [Fact]
    public void Sizes_compare_join_and_multiply()
    {
        Size size = new long[] { 2, 3 };
        (size.numel(), size.Length, size[1], size.IsScalar).ShouldBe((6, 2, 3, false));
        (size == new Size([2L, 3L])).ShouldBeTrue();
        (size + new Size(4L)).Shape.ShouldBe([2, 3, 4]);
        size.Slice(1, 2).Shape.ShouldBe([3]);
    }
}
