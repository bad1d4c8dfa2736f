using static Clt.Kernels.Libtorch.AutogradMethods;
using static TorchSharp.torch;

namespace Clt.Kernels.Libtorch;

/// <summary>
/// An autograd function: a forward pass that computes without recording, and a backward pass of its own. An object serves one call; what is
/// not differentiated are its fields. Saved tensors are freed as soon as the backward pass is done, and an exception in it reaches who
/// called <see cref="Autograd.Backward(Tensor)"/>.
/// </summary>
/// <remarks>
/// TorchSharp's own <c>SingleTensorFunction</c> keeps tensors until its scope ends, and an exception in its backward pass ends the process.
/// </remarks>
internal abstract unsafe class AutogradFunction
{
    /// <summary>Handles of saved tensors, ours; 0 for none.</summary>
    private readonly List<nint> _saved = [];

    private bool[] _wanted = [];
    private bool _used;

    /// <summary>The outputs. Called without gradients recorded.</summary>
    /// <param name="inputs">As they were given; null where there is none.</param>
    protected abstract Tensor[] Forward(Tensor?[] inputs);

    /// <summary>The gradients of the inputs, one each; null where there is none. Two may be the same tensor.</summary>
    /// <param name="saved">What <see cref="Save"/> was given, in its order.</param>
    /// <param name="gradients">Of the outputs; null where one has none.</param>
    protected abstract Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients);

    /// <summary>Outputs (their places) that are never differentiated.</summary>
    protected virtual IReadOnlyList<int> Constant => [];

    /// <summary>Called when the graph lets the function go, whether or not it was differentiated.</summary>
    protected virtual void Released() { }

    /// <summary>Whether a backward pass will want the gradient of an input. Known in both passes.</summary>
    protected bool Wants(int input) => _wanted[input];

    /// <summary>Keeps tensors for the backward pass, inputs and outputs among them. Called by the forward pass.</summary>
    protected void Save(params ReadOnlySpan<Tensor?> tensors)
    {
        // Without their history: an output's leads back to this function, and neither would ever be freed.
        foreach (var tensor in tensors)
            _saved.Add(tensor?.detach().DecoupleFromNativeHandle() ?? 0);
    }

    /// <summary>Computes the outputs, and joins them to the graph where gradients are recorded and an input takes one.</summary>
    public Tensor[] Apply(params Tensor?[] inputs)
    {
        if (is_grad_enabled() && inputs.Any(i => i is not null && i.requires_grad))
            return Record(inputs);
        _wanted = new bool[inputs.Length];
        var outputs = Forward(inputs);

        // A function that is not recorded keeps nothing.
        Free();
        return outputs;
    }

    /// <summary>Computes the outputs and joins them to the graph.</summary>
    protected Tensor[] Record(Tensor?[] inputs)
    {
        _wanted = [.. inputs.Select(i => i is not null && i.requires_grad)];
        Tensor[] outputs;
        try
        {
            using (no_grad())
                outputs = Forward(inputs);
        }
        catch
        {
            Free();
            throw;
        }

        var joined = Join(inputs, outputs);
        foreach (var output in outputs)
            output.Dispose();
        GC.KeepAlive(inputs);
        return joined;
    }

    /// <summary>Runs the backward pass once; the slot calls it.</summary>
    internal Tensor?[] Differentiate(Tensor?[] gradients)
    {
        if (_used)
            throw new InvalidOperationException(
                $"{GetType().Name} was differentiated before: its tensors are freed by the first backward pass"
            );
        _used = true;
        var saved = new Tensor?[_saved.Count];
        for (var i = 0; i < saved.Length; i++)
            saved[i] = _saved[i] == 0 ? null : Tensor.UnsafeCreateTensor(_saved[i]);
        _saved.Clear();
        return Backward(saved, gradients);
    }

    /// <summary>Frees what is saved; the slot calls it when the graph is gone.</summary>
    internal void Free()
    {
        foreach (var handle in _saved)
            if (handle != 0)
                TorchAbi.Check(TorchAbi.aoti_torch_delete_tensor_object(handle), "to free a tensor");
        _saved.Clear();
        Released();
    }

    /// <summary>Makes the node; only inputs that are there are inputs of it.</summary>
    private Tensor[] Join(Tensor?[] inputs, Tensor[] outputs)
    {
        int[] places = [.. Enumerable.Range(0, inputs.Length).Where(i => inputs[i] is not null)];
        nint[] given = [.. places.Select(i => inputs[i]!.Handle)],
            made = [.. outputs.Select(o => o.Handle)];
        nint[] constant = [.. Constant.Select(i => made[i])];
        var slot = AutogradSlot.Take(this, places);
        var node = THSAutograd_CSharpNode_ctor(slot.Apply, slot.Delete);
        fixed (
            nint* first = given,
                output = made,
                fix = constant
        )
        {
            var all = new Handles { First = first, Count = given.Length };
            THSAutograd_CSharpNode_setNextEdges(node, all, 1);
            THSAutograd_Function_wrapOutputs(
                all,
                new Handles { First = fix, Count = constant.Length },
                default,
                new Handles { First = output, Count = made.Length },
                node,
                &AutogradSlot.Allocate
            );
        }

        THSAutograd_CSharpNode_disposeSharedPtr(node);
        THSAutograd_CSharpNode_disposeWeakPtr(node);
        Check();
        return AutogradSlot.Allocated();
    }
}
