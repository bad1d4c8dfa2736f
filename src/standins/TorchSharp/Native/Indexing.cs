using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>
/// Turns an index of several parts into views (positions, slices, new dimensions) and, where parts are tensors, one gathering
/// step at the end, which is how libtorch and NumPy understand such an index.
/// </summary>
internal static class Indexing
{
    internal static Tensor Get(Tensor source, ReadOnlySpan<TensorIndex> parts)
    {
        var (view, tensors) = View(source, parts);
        if (tensors is null)
            return ReferenceEquals(view, source) ? source.alias() : view;
        using (ReferenceEquals(view, source) ? null : view)
            return Op.Call("index.Tensor", view, tensors);
    }

    internal static void Set(Tensor target, ReadOnlySpan<TensorIndex> parts, Tensor value, bool accumulate = false)
    {
        var (view, tensors) = View(target, parts);
        using var owned = ReferenceEquals(view, target) ? null : view;
        using var local = value.device.Packed == target.device.Packed ? null : value.to(target.device);
        var source = local ?? value;
        if (tensors is not null)
        {
            using var typed = source.dtype == target.dtype ? null : source.to(target.dtype);
            Op.Run("index_put_", view, tensors, typed ?? source, accumulate);
        }
        else if (accumulate)
        {
            view.add_(source);
        }
        else
        {
            view.copy_(source);
        }
    }

    private static (Tensor View, Tensor[]? Tensors) View(Tensor source, ReadOnlySpan<TensorIndex> parts)
    {
        long given = 0;
        foreach (var part in parts)
            given += Dimensions(part);
        if (given > source.Dimensions)
            throw new IndexOutOfRangeException($"too many indices: {given} for a tensor of dimension {source.Dimensions}");
        var view = source;
        Tensor[]? tensors = null;
        int dim = 0;
        foreach (var part in parts)
        {
            var before = view;
            switch (part.Kind)
            {
                case TensorIndex.Part.Position:
                    view = view.select(dim, part.Start!.Value);
                    break;
                case TensorIndex.Part.Slice:
                    if (part.Start is not null || part.Stop is not null || part.Step is not null)
                        view = Op.Call("slice.Tensor", view, dim, part.Start, part.Stop, part.Step ?? 1);
                    dim++;
                    break;
                case TensorIndex.Part.Ellipsis:
                    dim += (int)(source.Dimensions - given);
                    break;
                case TensorIndex.Part.None:
                    view = view.unsqueeze(dim++);
                    break;
                case TensorIndex.Part.Bool:
                    view = view.unsqueeze(dim);
                    Place(ref tensors, dim++, torch.tensor(part.Start == 1).reshape(1));
                    break;
                case TensorIndex.Part.Tensor:
                    Place(ref tensors, dim, part.Positions!);
                    dim += (int)Dimensions(part);
                    break;
            }
            if (!ReferenceEquals(before, view) && !ReferenceEquals(before, source))
                before.Dispose();
        }
        return (view, tensors);
    }

    // A mask of several dimensions covers as many of the source's; it stands at the first, absent tensors fill up before it.
    private static void Place(ref Tensor[]? tensors, int dim, Tensor positions)
    {
        var list = tensors?.ToList() ?? [];
        int taken = list.Sum(t => t is not null && t.dtype is (ScalarType.Bool or ScalarType.Byte) ? (int)t.Dimensions - 1 : 0);
        while (list.Count < dim - taken)
            list.Add(null!);
        list.Add(positions);
        tensors = [.. list];
    }

    private static long Dimensions(in TensorIndex part) => part.Kind switch
    {
        TensorIndex.Part.Position or TensorIndex.Part.Slice => 1,
        TensorIndex.Part.Tensor => part.Positions!.dtype is ScalarType.Bool or ScalarType.Byte ? part.Positions.Dimensions : 1,
        _ => 0,
    };
}
