using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module registers as one of its weights. It outlives the scope it is made in.</summary>
public class Parameter : Tensor
{
    /// <summary>Takes over the data's native tensor: <paramref name="data"/> itself is empty afterwards.</summary>
    public Parameter(Tensor data, bool requires_grad = true)
        : base(Leaf(data))
    {
        DetachFromDisposeScope();
        this.requires_grad = requires_grad;
    }

    // A parameter is a leaf: data that was computed under autograd is cut off from how it was computed.
    private static nint Leaf(Tensor data)
    {
        if (data.is_leaf)
            return data.DecoupleFromNativeHandle();
        var leaf = data.detach();
        data.Dispose();
        return leaf.DecoupleFromNativeHandle();
    }
}
