namespace TorchSharp.Tests;

public class CreationTests
{
    [Fact]
    public void Factories_fill_shapes()
    {
        using var scope = NewDisposeScope();
        Check.Holds(zeros(2), 0, 0);
        Check.Holds(ones([2, 2]), 1, 1, 1, 1);
        Check.Holds(full([2], 3.5), 3.5f, 3.5f);
        Check.Shape(empty(2, 3, 4), 2, 3, 4);
        Check.Holds(arange(4), 0, 1, 2, 3);
        arange(4).dtype.ShouldBe(ScalarType.Int64);
        arange(0.0, 1.0, 0.5).dtype.ShouldBe(ScalarType.Float32);
        Check.Holds(arange(5, 0, -2), 5, 3, 1);
        Check.Holds(linspace(0, 1, 3), 0, 0.5f, 1);
        Check.Holds(eye(2), 1, 0, 0, 1);
        Check.Holds(ones_like(zeros(3, dtype: int32)), 1, 1, 1);
        full([1], 2).dtype.ShouldBe(ScalarType.Int64);
        full([1], true).dtype.ShouldBe(ScalarType.Bool);
    }

    [Fact]
    public void Arrays_keep_their_shape_and_values()
    {
        using var scope = NewDisposeScope();
        var matrix = tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Check.Shape(matrix, 2, 3);
        Check.Holds(matrix, 1, 2, 3, 4, 5, 6);
        Check.Shape(tensor(new long[] { 1, 2, 3, 4 }, 2, 2), 2, 2);
        Check.Shape(tensor(new List<int> { 1, 2 }), 2);
        tensor(1.5f).ndim.ShouldBe(0);
        tensor(new[] { 1, 2 }, dtype: float64).dtype.ShouldBe(ScalarType.Float64);
        Should.Throw<ArgumentException>(() => tensor(new[] { 1f, 2f, 3f }, [2, 2]));
    }

    [Fact]
    public void A_tensor_from_an_array_is_a_copy_and_one_from_a_buffer_is_not()
    {
        using var scope = NewDisposeScope();
        var array = new[] { 1f, 2f, 3f };
        var copy = tensor(array);
        var shared = frombuffer(array, float32, count: 2, offset: 4);
        array[1] = 20;
        Check.Holds(copy, 1, 2, 3);
        Check.Holds(shared, 20, 3);
        shared.fill_(7);
        array.ShouldBe([1f, 7f, 7f]);
        Should.Throw<ArgumentException>(() => frombuffer(array, float32, count: 4));
    }

    public static TheoryData<ScalarType> Types =>
        [uint8, int8, int16, int32, int64, float16, bfloat16, float32, float64];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_round_trips_its_bytes_and_values(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var source = tensor(new[] { 0f, 1f, 2f, 100f }).to(type);
        source.dtype.ShouldBe(type);
        var copy = empty([4], type);
        copy.bytes = source.bytes;
        copy.Equals(source).ShouldBeTrue();
        Check.Holds(copy, 0, 1, 2, 100);
        using var stream = new MemoryStream();
        source.WriteBytesToStream(stream);
        stream.Length.ShouldBe(4 * source.ElementSize);
        stream.Position = 0;
        var read = empty([4], type);
        read.ReadBytesFromStream(stream);
        read.Equals(source).ShouldBeTrue();
    }

    [Fact]
    public void Managed_elements_are_read_as_their_own_type_only()
    {
        using var scope = NewDisposeScope();
        tensor(new[] { true, false }).data<bool>().ToArray().ShouldBe([true, false]);
        tensor(new[] { (Half)1.5 }).data<Half>()[0].ShouldBe((Half)1.5);
        tensor(new[] { new BFloat16(1.5f) }).data<BFloat16>()[0].ToSingle().ShouldBe(1.5f);
        tensor(3L).item<long>().ShouldBe(3);
        Should.Throw<ArgumentException>(() => tensor(3L).item<int>());
        Should.Throw<ArgumentException>(() => tensor(3f).data<double>());
        Should.Throw<InvalidOperationException>(() => zeros(2).item<float>());
    }

    [Fact]
    public void Elements_are_read_in_row_order_through_strides()
    {
        using var scope = NewDisposeScope();
        var transposed = tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }).t();
        transposed.is_contiguous().ShouldBeFalse();
        transposed.stride().ShouldBe([1, 3]);
        transposed.data<float>().ToArray().ShouldBe([1, 4, 2, 5, 3, 6]);
        transposed.data<float>()[2, 1].ShouldBe(6);
        ((float[,])transposed.data<float>().ToNDArray())[1, 0].ShouldBe(2);
        Should.Throw<InvalidOperationException>(() => transposed.bytes.Length);
    }

    [Fact]
    public void A_conversion_gives_a_handle_of_its_own_even_where_nothing_changes()
    {
        using var scope = NewDisposeScope();
        var source = ones(2);
        var same = source.to(float32);
        same.fill_(3);
        same.Dispose();
        Check.Holds(source, 3, 3);
        source.to(float32, copy: true).fill_(9);
        Check.Holds(source, 3, 3);
        source.to(int64, disposeAfter: true).dtype.ShouldBe(ScalarType.Int64);
        source.IsInvalid.ShouldBeTrue();
    }
}
