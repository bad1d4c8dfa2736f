using System.Runtime.InteropServices;

namespace Clt.Kernels.Libtorch;

/// <summary>
/// libtorch's stable C interface (torch/csrc/stable/c/shim.h, torch/csrc/inductor/aoti_torch/c/shim.h). A handle is an <c>at::Tensor*</c>,
/// which TorchSharp's <c>Tensor.Handle</c> is too. A function returns 0 where it worked; its message otherwise went to standard error, so
/// callers check first.
/// </summary>
internal static unsafe class TorchAbi
{
    private const string Library = NativeLibraries.Torch;

    /// <summary>The interface's version that calls are made with: 2.10.</summary>
    internal const ulong Version = (2UL << 56) | (10UL << 48);

    [DllImport(Library)]
    internal static extern int torch_call_dispatcher(byte* name, byte* overload, ulong* stack, ulong version);

    [DllImport(Library)]
    internal static extern int torch_new_list_reserve_size(nuint size, nint* list);

    [DllImport(Library)]
    internal static extern int torch_list_push_back(nint list, ulong value);

    [DllImport(Library)]
    internal static extern int torch_parallel_for(
        long begin,
        long end,
        long grain,
        delegate* unmanaged<long, long, void*, void> body,
        void* context
    );

    [DllImport(Library)]
    internal static extern int torch_get_num_threads(uint* count);

    /// <summary>Another handle of the same tensor, owned by the caller.</summary>
    [DllImport(Library)]
    internal static extern int aoti_torch_new_tensor_handle(nint tensor, nint* result);

    [DllImport(Library)]
    internal static extern int aoti_torch_delete_tensor_object(nint tensor);

    [DllImport(Library)]
    internal static extern int aoti_torch_get_data_ptr(nint tensor, void** pointer);

    /// <summary>The CPU among devices, as libtorch numbers them.</summary>
    internal const int Cpu = 0;

    /// <summary>result = a · b, in place; all two-dimensional.</summary>
    [DllImport(Library)]
    internal static extern int aoti_torch_mm_out(nint result, nint a, nint b);

    /// <summary>result = beta · self + alpha · a · b, in place; result may be self.</summary>
    [DllImport(Library)]
    internal static extern int aoti_torch_addmm_out(nint result, nint self, nint a, nint b, float beta, float alpha);

    /// <exception cref="InvalidOperationException">libtorch refused.</exception>
    internal static void Check(int status, string what)
    {
        if (status != 0)
            throw new InvalidOperationException($"libtorch refused {what}; its message is on standard error");
    }
}
