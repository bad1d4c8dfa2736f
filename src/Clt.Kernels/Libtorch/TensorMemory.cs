using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Libtorch;

/// <summary>A tensor's memory and products into it, without making tensors of its parts.</summary>
internal static unsafe class TensorMemory
{
    /// <summary>The first element. The caller keeps the tensor alive, and reads by its strides.</summary>
    internal static T* Pointer<T>(Tensor tensor)
        where T : unmanaged
    {
        void* pointer;
        TorchAbi.Check(TorchAbi.aoti_torch_get_data_ptr(tensor.Handle, &pointer), "a tensor's address");
        return (T*)pointer;
    }

    /// <summary>As <see cref="Pointer{T}"/>; null for no tensor.</summary>
    internal static T* PointerOrNull<T>(Tensor? tensor)
        where T : unmanaged => tensor is null ? null : Pointer<T>(tensor);

    /// <summary>result = a · b by libtorch's product.</summary>
    /// <param name="result">[n, m].</param>
    /// <param name="a">[n, k].</param>
    /// <param name="b">[k, m].</param>
    internal static void Product(Tensor result, Tensor a, Tensor b)
    {
        TorchAbi.Check(TorchAbi.aoti_torch_mm_out(result.Handle, a.Handle, b.Handle), "a matrix product");
        KeepAlive(result, a, b);
    }

    /// <summary>result += a · b by libtorch's product.</summary>
    internal static void AddProduct(Tensor result, Tensor a, Tensor b)
    {
        TorchAbi.Check(TorchAbi.aoti_torch_addmm_out(result.Handle, result.Handle, a.Handle, b.Handle, 1, 1), "a matrix product");
        KeepAlive(result, a, b);
    }

    /// <summary>A contiguous fp32 copy, or another handle of the tensor where it is that.</summary>
    internal static Tensor AsFloat(Tensor tensor)
    {
        using var wide = tensor.to_type(ScalarType.Float32);
        return wide.contiguous();
    }

    /// <summary>Another handle of the same tensor, owned by the caller.</summary>
    internal static nint NewHandle(Tensor tensor)
    {
        nint handle;
        TorchAbi.Check(TorchAbi.aoti_torch_new_tensor_handle(tensor.Handle, &handle), "another handle of a tensor");
        GC.KeepAlive(tensor);
        return handle;
    }

    /// <summary>Keeps the finalizer from freeing tensors whose memory is still in use.</summary>
    internal static void KeepAlive(params ReadOnlySpan<Tensor?> tensors)
    {
        foreach (var tensor in tensors)
            GC.KeepAlive(tensor);
    }
}
