namespace TorchSharp.Tests;

public class IndexingTests
{
    private static Tensor Grid() => arange(12).reshape(3, 4);

    [Fact]
    public void Positions_slices_and_new_dimensions_make_views()
    {
        using var scope = NewDisposeScope();
        var t = Grid();
        Check.Holds(t[1], 4, 5, 6, 7);
        Check.Holds(t[-1, 0], 8);
        Check.Holds(t[TensorIndex.Colon, 1], 1, 5, 9);
        Check.Holds(t[TensorIndex.Slice(1), TensorIndex.Slice(0, 4, 2)], 4, 6, 8, 10);
        Check.Holds(t[1.., ^1], 7, 11);
        Check.Holds(t[TensorIndex.Ellipsis, 2], 2, 6, 10);
        Check.Shape(t[TensorIndex.None, TensorIndex.Ellipsis, TensorIndex.None], 1, 3, 4, 1);
        t[0][0].fill_(100);
        t[0, 0].item<long>().ShouldBe(100);
        Should.Throw<IndexOutOfRangeException>(() => t[0, 0, 0]);
    }

    [Fact]
    public void Tensors_of_positions_and_masks_gather()
    {
        using var scope = NewDisposeScope();
        var t = Grid();
        Check.Holds(t[tensor(new[] { 2L, 0 })], 8, 9, 10, 11, 0, 1, 2, 3);
        Check.Holds(t[TensorIndex.Colon, TensorIndex.Tensor(tensor(new[] { 3L, 0 }))], 3, 0, 7, 4, 11, 8);
        Check.Holds(t[t > 9], 10, 11);
        Check.Holds(t[tensor(new[] { 0L, 1 }), tensor(new[] { 1L, 2 })], 1, 6);
        Check.Holds(t.index_select(1, tensor(new[] { 1L })), 1, 5, 9);
        Check.Holds(t.gather(1, tensor(new long[,] { { 3 }, { 0 }, { 1 } })), 3, 4, 9);
        Check.Holds(t.masked_select(t < 2), 0, 1);
        Check.Holds(t.narrow(0, 1, 1), 4, 5, 6, 7);
    }

    [Fact]
    public void Assignments_write_into_the_tensor_itself()
    {
        using var scope = NewDisposeScope();
        var t = zeros(2, 3);
        t[0] = tensor(new[] { 1f, 2, 3 });
        t[1, 2] = tensor(9f);
        t[TensorIndex.Colon, TensorIndex.Slice(0, 1)] = tensor(5f);
        Check.Holds(t, 5, 2, 3, 5, 0, 9);
        t[t > 4] = tensor(0f);
        Check.Holds(t, 0, 2, 3, 0, 0, 0);
    }

    [Fact]
    public void Scatters_add_and_replace()
    {
        using var scope = NewDisposeScope();
        var index = tensor(new long[,] { { 0, 2 } });
        var source = tensor(new float[,] { { 5, 6 } });
        Check.Holds(zeros(1, 3).scatter_(1, index, source), 5, 0, 6);
        Check.Holds(ones(1, 3).scatter_add_(1, index, source), 6, 1, 7);
        Check.Holds(zeros(3).index_add_(0, tensor(new[] { 1L, 1 }), ones(2), 1), 0, 2, 0);
        Check.Holds(zeros(3).index_put_(ones(2), [tensor(new[] { 1L, 1 })], accumulate: true), 0, 2, 0);
        Check.Holds(zeros(3).index_fill_(0, tensor(new[] { 0L }), 4), 4, 0, 0);
    }

    [Fact]
    public void Gradients_flow_through_views()
    {
        using var scope = NewDisposeScope();
        var x = zeros([2, 3], requires_grad: true);
        (x[1] * tensor(new[] { 1f, 2, 3 })).sum().backward();
        Check.Holds(x.grad!, 0, 0, 0, 1, 2, 3);
    }
}
