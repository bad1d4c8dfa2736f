using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Clt.Kernels.Libtorch;

/// <summary>
/// oneDNN's product in fp32, which libtorch carries beside its BLAS, by the C interface that compiled models use
/// (torch/csrc/inductor/aoti_torch/c/shim.h and shim_cpu.h). libtorch itself takes it for bf16 only.
/// </summary>
internal static unsafe class OneDnn
{
    private const string Function = "aoti_torch_cpu__linear_pointwise";

    /// <summary>The product as it is, nothing done to its results.</summary>
    private static readonly nint Plain = Marshal.StringToCoTaskMemUTF8("none");

    private static readonly Lazy<bool> Found = new(Try);

    /// <summary>Whether this libtorch has it and it works here. Loads libtorch.</summary>
    internal static bool IsThere => Found.Value;

    /// <summary>x · wᵀ (+ bias). Inside a parallel loop it takes the calling thread alone.</summary>
    /// <param name="x">[rows, depth].</param>
    /// <param name="w">[columns, depth], or [depth, columns] where <paramref name="isAcross"/>.</param>
    /// <param name="isAcross">The second matrix lies across.</param>
    /// <param name="bias">[columns] or null.</param>
    /// <returns>[rows, columns], the caller's.</returns>
    internal static OneDnnResult Multiply(float* x, long rows, long depth, float* w, long columns, bool isAcross, float* bias)
    {
        nint left = Matrix(x, rows, depth, depth, 1),
            right = isAcross ? Matrix(w, columns, depth, 1, columns) : Matrix(w, columns, depth, depth, 1),
            added = bias is null ? 0 : Vector(bias, columns),
            result;
        try
        {
            var status = Linear(left, right, added == 0 ? null : &added, Plain, null, 0, null, &result);
            TorchAbi.Check(status, "a matrix product of oneDNN");
        }
        finally
        {
            Free(left);
            Free(right);
            if (added != 0)
                Free(added);
        }

        return new OneDnnResult(result);
    }

    private static bool Try()
    {
        float* ones = stackalloc float[] { 1, 1, 1, 1, 1, 1 };
        try
        {
            using var result = Multiply(ones, 2, 3, ones, 2, false, null);
            return result.Values[0] == 3 && result.Values[3] == 3;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or InvalidOperationException)
        {
            // A libtorch of another build.
            return false;
        }
    }

    private static nint Vector(float* data, long length) => Blob(data, 1, &length, stackalloc long[] { 1 });

    private static nint Matrix(float* data, long rows, long columns, long rowStride, long columnStride)
    {
        long* sizes = stackalloc long[] { rows, columns };
        return Blob(data, 2, sizes, stackalloc long[] { rowStride, columnStride });
    }

    /// <summary>A tensor over memory that is not its own.</summary>
    private static nint Blob(float* data, long dimensions, long* sizes, ReadOnlySpan<long> strides)
    {
        nint made;
        fixed (long* steps = strides)
        {
            var status = aoti_torch_create_tensor_from_blob(
                data,
                dimensions,
                sizes,
                steps,
                0,
                (int)ScalarType.Float32,
                TorchAbi.Cpu,
                0,
                &made
            );
            TorchAbi.Check(status, "a tensor over memory");
        }

        return made;
    }

    private static void Free(nint tensor) => TorchAbi.Check(TorchAbi.aoti_torch_delete_tensor_object(tensor), "to free a tensor");

    [DllImport(NativeLibraries.Torch, EntryPoint = Function)]
    private static extern int Linear(
        nint x,
        nint w,
        nint* bias,
        nint attribute,
        double** scalars,
        long scalarCount,
        byte** algorithm,
        nint* result
    );

    [DllImport(NativeLibraries.Torch)]
    private static extern int aoti_torch_create_tensor_from_blob(
        void* data,
        long dimensions,
        long* sizes,
        long* strides,
        long offset,
        int type,
        int deviceType,
        int deviceIndex,
        nint* result
    );
}

/// <summary>What oneDNN has computed: a contiguous matrix, freed with this.</summary>
internal readonly unsafe struct OneDnnResult(nint handle) : IDisposable
{
    /// <summary>The first element.</summary>
    internal float* Values
    {
        get
        {
            void* pointer;
            TorchAbi.Check(TorchAbi.aoti_torch_get_data_ptr(handle, &pointer), "a tensor's address");
            return (float*)pointer;
        }
    }

    public void Dispose() => TorchAbi.Check(TorchAbi.aoti_torch_delete_tensor_object(handle), "to free a tensor");
}
