using System.Runtime.InteropServices;
using System.Text;
using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Devices;

/// <summary>
/// libtorch's operators on its <c>meta</c> device, as far as it lacks them without Python (shapes of <c>index_select</c>, <c>where</c>,
/// <c>relu</c> and the like), or has them without looking at where their arguments lie (products, <c>cat</c>, <c>gather</c>,
/// <c>nll_loss</c>). These look: a tensor that is elsewhere is remembered with the place that gave it, since no exception may leave a
/// kernel. Element-wise operators, <c>index_copy</c> and <c>index_add</c> look themselves, and throw.
/// </summary>
internal static unsafe class MetaKernels
{
    private const string Library = "libtorch_cpu.so";
    private static readonly Lock Gate = new();
    private static bool registered;

    [ThreadStatic]
    private static List<string>? faults;

    /// <summary>What was found on this thread since the last call.</summary>
    public static IReadOnlyList<string> TakeFaults()
    {
        var found = faults ?? [];
        faults = null;
        return found;
    }

    /// <summary>Makes the operators known to libtorch; again does nothing.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (registered)
                return;
            registered = true;
            nint library;
            fixed (
                byte* space = "aten\0"u8,
                    key = "Meta\0"u8,
                    file = "MetaKernels\0"u8
            )
                TorchAbi.Check(aoti_torch_library_init_impl(space, key, file, 1, &library), "new operators on meta");
            Add(library, "index_select", &IndexSelect);
            Add(library, "where.self", &Where);
            Add(library, "abs", &Same);
            Add(library, "relu", &Same);
            Add(library, "logical_or", &Or);
            Add(library, "mm", &Product);
            Add(library, "bmm", &BatchedProduct);
            Add(library, "cat", &Concatenation);
            Add(library, "gather", &Gather);
            Add(library, "nll_loss_forward", &NegativeLogLikelihood);
        }
    }

    private static void Add(nint library, string name, delegate* unmanaged<ulong*, ulong, ulong, void> kernel)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
            TorchAbi.Check(aoti_torch_library_impl(library, text, kernel), $"{name} on meta");
    }

    [UnmanagedCallersOnly]
    private static void IndexSelect(ulong* stack, ulong inputs, ulong outputs)
    {
        using Tensor self = Take(stack[0]),
            index = Take(stack[2]);
        Look("index_select", self, index);
        var shape = self.shape;
        shape[Place((long)stack[1], shape)] = index.NumberOfElements;
        Give(stack, 0, shape, self.dtype);
    }

    [UnmanagedCallersOnly]
    private static void Where(ulong* stack, ulong inputs, ulong outputs)
    {
        using Tensor condition = Take(stack[0]),
            one = Take(stack[1]),
            other = Take(stack[2]);
        Look("where", condition, one, other);
        Give(stack, 0, Broadcast(Broadcast(condition.shape, one.shape), other.shape), one.dim() > 0 ? one.dtype : other.dtype);
    }

    [UnmanagedCallersOnly]
    private static void Same(ulong* stack, ulong inputs, ulong outputs)
    {
        using var self = Take(stack[0]);
        Give(stack, 0, self.shape, self.dtype);
    }

    [UnmanagedCallersOnly]
    private static void Or(ulong* stack, ulong inputs, ulong outputs)
    {
        using Tensor one = Take(stack[0]),
            other = Take(stack[1]);
        Look("logical_or", one, other);
        Give(stack, 0, Broadcast(one.shape, other.shape), ScalarType.Bool);
    }

    [UnmanagedCallersOnly]
    private static void Product(ulong* stack, ulong inputs, ulong outputs)
    {
        using Tensor a = Take(stack[0]),
            b = Take(stack[1]);
        Look("mm", a, b);
        if (a.size(1) != b.size(0) || a.dtype != b.dtype)
            Fault($"mm of {a.dtype} [{a.size(0)}, {a.size(1)}] and {b.dtype} [{b.size(0)}, {b.size(1)}]");
        Give(stack, 0, [a.size(0), b.size(1)], a.dtype);
    }

    [UnmanagedCallersOnly]
    private static void BatchedProduct(ulong* stack, ulong inputs, ulong outputs)
    {
        using Tensor a = Take(stack[0]),
            b = Take(stack[1]);
        Look("bmm", a, b);
        if (a.size(0) != b.size(0) || a.size(2) != b.size(1) || a.dtype != b.dtype)
            Fault("bmm of shapes or types that do not fit");
        Give(stack, 0, [a.size(0), a.size(1), b.size(2)], a.dtype);
    }

    [UnmanagedCallersOnly]
    private static void Concatenation(ulong* stack, ulong inputs, ulong outputs)
    {
        var list = (nint)stack[0];
        nuint count;
        TorchAbi.Check(torch_list_size(list, &count), "a list");
        var parts = new Tensor[(int)count];
        for (var i = 0; i < parts.Length; i++)
        {
            ulong handle;
            TorchAbi.Check(torch_list_get_item(list, (nuint)i, &handle), "a list");
            parts[i] = Take(handle);
        }

        torch_delete_list(list);
        Look("cat", parts);
        // As in libtorch, vectors of no elements fit everywhere.
        var solid = parts.Where(p => p.dim() != 1 || p.size(0) != 0).DefaultIfEmpty(parts[0]).ToArray();
        var shape = solid[0].shape;
        var place = Place((long)stack[1], shape);
        shape[place] = solid.Sum(p => p.shape[place]);
        Give(stack, 0, shape, solid[0].dtype);
        foreach (var part in parts)
            part.Dispose();
    }

    [UnmanagedCallersOnly]
    private static void Gather(ulong* stack, ulong inputs, ulong outputs)
    {
        using Tensor self = Take(stack[0]),
            index = Take(stack[2]);
        Look("gather", self, index);
        Give(stack, 0, index.shape, self.dtype);
    }

    [UnmanagedCallersOnly]
    private static void NegativeLogLikelihood(ulong* stack, ulong inputs, ulong outputs)
    {
        using Tensor self = Take(stack[0]),
            target = Take(stack[1]);
        // No weights are a tensor that is not defined, in a box of ours to free.
        using var weights = Take(*(ulong*)stack[2]);
        NativeMemory.Free((void*)stack[2]);
        Look("nll_loss", self, target);
        var reduces = stack[3] != 0;
        Give(stack, 0, reduces ? [] : target.shape, self.dtype);
        Give(stack, 1, [], self.dtype);
    }

    private static long[] Broadcast(long[] a, long[] b)
    {
        var shape = new long[Math.Max(a.Length, b.Length)];
        for (var i = 1; i <= shape.Length; i++)
        {
            var (x, y) = (i <= a.Length ? a[^i] : 1, i <= b.Length ? b[^i] : 1);
            if (x != y && x != 1 && y != 1)
                Fault("shapes that cannot be broadcast");
            shape[^i] = x == 1 ? y : x;
        }

        return shape;
    }

    private static long Place(long dimension, long[] shape) => dimension < 0 ? dimension + shape.Length : dimension;

    private static Tensor Take(ulong handle) => Tensor.UnsafeCreateTensor((nint)handle);

    private static void Give(ulong* stack, int place, long[] shape, ScalarType type) =>
        stack[place] = (ulong)empty(shape, dtype: type, device: META).DecoupleFromNativeHandle();

    /// <summary>Numbers that stand alone may lie on the host, as everywhere in libtorch.</summary>
    private static void Look(string name, params Tensor[] tensors)
    {
        if (tensors.FirstOrDefault(t => t.device_type != DeviceType.META && t.dim() > 0) is { } stray)
            Fault($"{name} has a tensor [{string.Join(", ", stray.shape)}] on {stray.device_type}");
    }

    private static void Fault(string what) => (faults ??= []).Add($"{what}\n{Environment.StackTrace}");

    [DllImport(Library)]
    private static extern int aoti_torch_library_init_impl(byte* space, byte* key, byte* file, uint line, nint* library);

    [DllImport(Library)]
    private static extern int aoti_torch_library_impl(nint library, byte* name, delegate* unmanaged<ulong*, ulong, ulong, void> kernel);

    [DllImport(Library)]
    private static extern int torch_list_size(nint list, nuint* size);

    [DllImport(Library)]
    private static extern int torch_list_get_item(nint list, nuint index, ulong* item);

    [DllImport(Library)]
    private static extern int torch_delete_list(nint list);
}
