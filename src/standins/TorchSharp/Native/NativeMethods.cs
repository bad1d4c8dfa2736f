using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Every signature below is blittable: no marshalling stub stands between a managed call and libtorch.
[assembly: DisableRuntimeMarshalling]

namespace TorchSharp.Native;

/// <summary>The C functions of libclt_torch (src/native/torch). Pointers to tensors are <c>at::Tensor*</c>.</summary>
internal static unsafe class NativeMethods
{
    internal const string Library = "clt_torch";

    static NativeMethods() => LibraryLoader.Install();

    [DllImport(Library)] internal static extern byte* clt_last_error();
    [DllImport(Library)] internal static extern byte* clt_torch_version();

    [DllImport(Library)] internal static extern nint clt_op_find(byte* name, byte* overload);
    [DllImport(Library)] internal static extern int clt_op_call(nint op, Value* arguments, int count, Value* results, int capacity);

    [DllImport(Library)] internal static extern void clt_tensor_free(nint tensor);
    [DllImport(Library)] internal static extern nint clt_tensor_alias(nint tensor);
    [DllImport(Library)] internal static extern long clt_tensor_dim(nint tensor);
    [DllImport(Library)] internal static extern long clt_tensor_numel(nint tensor);
    [DllImport(Library)] internal static extern void clt_tensor_sizes(nint tensor, long* into);
    [DllImport(Library)] internal static extern bool clt_tensor_strides(nint tensor, long* into);
    [DllImport(Library)] internal static extern long clt_tensor_storage_offset(nint tensor);
    [DllImport(Library)] internal static extern int clt_tensor_dtype(nint tensor);
    [DllImport(Library)] internal static extern long clt_tensor_element_size(nint tensor);
    [DllImport(Library)] internal static extern long clt_tensor_device(nint tensor);
    [DllImport(Library)] internal static extern bool clt_tensor_is_contiguous(nint tensor);
    [DllImport(Library)] internal static extern bool clt_tensor_is_leaf(nint tensor);
    [DllImport(Library)] internal static extern bool clt_tensor_is_sparse(nint tensor);
    [DllImport(Library)] internal static extern bool clt_tensor_is_pinned(nint tensor);
    [DllImport(Library)] internal static extern bool clt_tensor_requires_grad(nint tensor);
    [DllImport(Library)] internal static extern bool clt_tensor_set_requires_grad(nint tensor, bool value);
    [DllImport(Library)] internal static extern nint clt_tensor_grad(nint tensor);
    [DllImport(Library)] internal static extern bool clt_tensor_set_grad(nint tensor, nint grad);
    [DllImport(Library)] internal static extern bool clt_tensor_retain_grad(nint tensor);
    [DllImport(Library)] internal static extern void* clt_tensor_data(nint tensor);
    [DllImport(Library)] internal static extern bool clt_tensor_set_data(nint tensor, nint data);

    [DllImport(Library)]
    internal static extern nint clt_tensor_from_memory(
        void* data, long* sizes, int dims, int dtype, delegate* unmanaged<nint, void> release, nint context);

    [DllImport(Library)]
    internal static extern bool clt_autograd_backward(
        nint* roots, int rootCount, nint* gradients, int gradientCount, int retainGraph, bool createGraph, nint* inputs, int inputCount);

    [DllImport(Library)]
    internal static extern bool clt_autograd_grad(
        nint* outputs, int outputCount, nint* inputs, int inputCount, nint* gradients, int gradientCount,
        int retainGraph, bool createGraph, bool allowUnused, nint* results);

    [DllImport(Library)] internal static extern bool clt_autograd_enabled();
    [DllImport(Library)] internal static extern void clt_autograd_set_enabled(bool enabled);
    [DllImport(Library)] internal static extern bool clt_inference_enabled();
    [DllImport(Library)] internal static extern nint clt_inference_enter(bool enabled);
    [DllImport(Library)] internal static extern void clt_inference_leave(nint mode);

    [DllImport(Library)] internal static extern nint clt_generator_default(long device);
    [DllImport(Library)] internal static extern nint clt_generator_new(long device, ulong seed);
    [DllImport(Library)] internal static extern void clt_generator_free(nint generator);
    [DllImport(Library)] internal static extern long clt_generator_device(nint generator);
    [DllImport(Library)] internal static extern bool clt_generator_set_seed(nint generator, ulong seed);
    [DllImport(Library)] internal static extern ulong clt_generator_seed(nint generator);
    [DllImport(Library)] internal static extern ulong clt_generator_reseed(nint generator);
    [DllImport(Library)] internal static extern nint clt_generator_get_state(nint generator);
    [DllImport(Library)] internal static extern bool clt_generator_set_state(nint generator, nint state);
    [DllImport(Library)] internal static extern bool clt_manual_seed(ulong seed);

    [DllImport(Library)] internal static extern int clt_get_num_threads();
    [DllImport(Library)] internal static extern bool clt_set_num_threads(int count);
    [DllImport(Library)] internal static extern int clt_get_num_interop_threads();
    [DllImport(Library)] internal static extern bool clt_set_num_interop_threads(int count);
    [DllImport(Library)] internal static extern bool clt_set_deterministic(bool value);
    [DllImport(Library)] internal static extern int clt_cuda_device_count();
    [DllImport(Library)] internal static extern bool clt_cuda_has_cudnn();
    [DllImport(Library)] internal static extern bool clt_cuda_synchronize(int device);
}
