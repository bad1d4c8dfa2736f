using System.Runtime.InteropServices;

namespace Clt.Kernels.Libtorch;

/// <summary>
/// What LibTorchSharp exports for its own autograd functions (TorchSharp 0.107, not documented): a node of the graph that calls back. A
/// test says so where another version lacks one of them.
/// </summary>
internal static unsafe class AutogradMethods
{
    private const string Library = NativeLibraries.Binding;

    /// <summary>Entry points that a node needs.</summary>
    internal static readonly string[] Names =
    [
        nameof(THSAutograd_CSharpNode_ctor),
        nameof(THSAutograd_CSharpNode_disposeSharedPtr),
        nameof(THSAutograd_CSharpNode_disposeWeakPtr),
        nameof(THSAutograd_CSharpNode_setNextEdges),
        nameof(THSAutograd_Function_wrapOutputs),
        nameof(THSTorch_get_and_reset_last_err),
    ];

    [DllImport(Library)]
    internal static extern Node THSAutograd_CSharpNode_ctor(nint apply, nint delete);

    [DllImport(Library)]
    internal static extern void THSAutograd_CSharpNode_disposeSharedPtr(Node node);

    [DllImport(Library)]
    internal static extern void THSAutograd_CSharpNode_disposeWeakPtr(Node node);

    [DllImport(Library)]
    internal static extern void THSAutograd_CSharpNode_setNextEdges(Node node, Handles inputs, byte executable);

    [DllImport(Library)]
    internal static extern void THSAutograd_Function_wrapOutputs(
        Handles inputs,
        Handles constant,
        Handles dirty,
        Handles outputs,
        Node node,
        delegate* unmanaged<nuint, nint*> allocate
    );

    [DllImport(Library)]
    internal static extern nint THSTorch_get_and_reset_last_err();

    /// <summary>An array of <c>at::Tensor*</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Handles
    {
        public nint* First;
        public long Count;
    }

    /// <summary>A node's shared and weak pointer.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Node
    {
        public nint Shared;
        public nint Weak;
    }

    /// <exception cref="ExternalException">The last call failed.</exception>
    internal static void Check()
    {
        var message = THSTorch_get_and_reset_last_err();
        if (message != 0)
            throw new ExternalException(Marshal.PtrToStringUTF8(message));
    }
}
