using System.Runtime.InteropServices;
using static Clt.Kernels.Libtorch.AutogradMethods;
using static TorchSharp.torch;

namespace Clt.Kernels.Libtorch;

/// <summary>
/// The pair of entry points of a living node. libtorch's callbacks carry no context, so each node has a pair of its own; pairs are used
/// again, and so there are never more of them than nodes lived at once.
/// </summary>
internal sealed unsafe class AutogradSlot
{
    private static readonly Stack<AutogradSlot> Unused = [];

    /// <summary>All of them: between calls libtorch alone holds those in use.</summary>
    private static readonly List<AutogradSlot> All = [];

    [ThreadStatic]
    private static List<nint>? returned;

    [ThreadStatic]
    private static nint* allocated;

    [ThreadStatic]
    private static int allocatedCount;

    [ThreadStatic]
    private static int allocatedRoom;

    private readonly ApplyCall _apply;
    private readonly DeleteCall _delete;
    private AutogradFunction? _function;
    private int[] _places = [];
    private nint* _results;
    private int _room;

    private AutogradSlot()
    {
        (_apply, _delete) = (Run, Release);
        (Apply, Delete) = (Marshal.GetFunctionPointerForDelegate(_apply), Marshal.GetFunctionPointerForDelegate(_delete));
    }

    private delegate Handles ApplyCall(nint* gradients, int count);

    private delegate void DeleteCall();

    internal nint Apply { get; }

    internal nint Delete { get; }

    /// <summary>How many were ever made.</summary>
    internal static int Count
    {
        get
        {
            lock (Unused)
                return All.Count;
        }
    }

    /// <summary>A pair for a function.</summary>
    /// <param name="function">Called by the backward pass.</param>
    /// <param name="places">Which of its inputs the node has.</param>
    internal static AutogradSlot Take(AutogradFunction function, int[] places)
    {
        AutogradSlot? slot;
        lock (Unused)
        {
            if (!Unused.TryPop(out slot))
                All.Add(slot = new AutogradSlot());
        }

        (slot._function, slot._places) = (function, places);
        return slot;
    }

    /// <summary>Where libtorch writes the handles of a node's outputs.</summary>
    [UnmanagedCallersOnly]
    internal static nint* Allocate(nuint count)
    {
        if ((int)count > allocatedRoom)
            allocated = (nint*)NativeMemory.Realloc(allocated, (nuint)(allocatedRoom = (int)count) * (nuint)sizeof(nint));
        allocatedCount = (int)count;
        return allocated;
    }

    /// <summary>The outputs that were written there.</summary>
    internal static Tensor[] Allocated()
    {
        var outputs = new Tensor[allocatedCount];
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = Tensor.UnsafeCreateTensor(allocated[i]);
        return outputs;
    }

    /// <summary>Frees gradients that libtorch has taken references of since.</summary>
    internal static void FreeReturned()
    {
        if (returned is not { Count: > 0 } handles)
            return;
        foreach (var handle in handles)
            TorchAbi.Check(TorchAbi.aoti_torch_delete_tensor_object(handle), "to free a gradient");
        handles.Clear();
    }

    private Handles Run(nint* gradients, int count)
    {
        try
        {
            FreeReturned();
            using var scope = NewDisposeScope();
            var given = new Tensor?[count];
            for (var i = 0; i < count; i++)
                given[i] = gradients[i] == 0 ? null : Tensor.UnsafeCreateTensor(gradients[i]);
            var made = _function!.Differentiate(given);
            if (_places.Length > _room)
                _results = (nint*)NativeMemory.Realloc(_results, (nuint)(_room = _places.Length) * (nuint)sizeof(nint));
            for (var i = 0; i < _places.Length; i++)
            {
                _results[i] = made[_places[i]] is { } gradient ? TensorMemory.NewHandle(gradient) : 0;
                if (_results[i] != 0)
                    (returned ??= []).Add(_results[i]);
            }

            return new Handles { First = _results, Count = _places.Length };
        }
        catch (Exception error)
        {
            // No exception may cross native frames. Without gradients libtorch ends the backward pass with an error, in whose place this
            // one is thrown.
            Autograd.Remember(error);
            return default;
        }
    }

    private void Release()
    {
        try
        {
            _function?.Free();
        }
        catch (Exception error)
        {
            Autograd.Remember(error);
        }

        _function = null;
        lock (Unused)
            Unused.Push(this);
    }
}
