using System.Runtime.InteropServices;

namespace Clt.Engine.Distributed;

/// <summary>Entry points of src/native/collectives. Tensors are <c>at::Tensor*</c>; a handle is 0 on failure.</summary>
internal static unsafe class CollectiveMethods
{
    private const string Library = CollectiveLibrary.Name;

    [DllImport(Library)] internal static extern byte* clt_collectives_error();
    [DllImport(Library)] internal static extern long clt_collectives_version();
    [DllImport(Library)] internal static extern nint clt_store_open(long timeout);
    [DllImport(Library)] internal static extern int clt_store_port(nint store);

    [DllImport(Library)]
    internal static extern nint clt_store_connect([MarshalAs(UnmanagedType.LPUTF8Str)] string host, int port, long timeout);

    [DllImport(Library)]
    internal static extern int clt_store_set(
        nint store, [MarshalAs(UnmanagedType.LPUTF8Str)] string key, [MarshalAs(UnmanagedType.LPUTF8Str)] string text);

    [DllImport(Library)]
    internal static extern long clt_store_get(nint store, [MarshalAs(UnmanagedType.LPUTF8Str)] string key, byte* text, long size);

    [DllImport(Library)] internal static extern void clt_store_free(nint store);

    [DllImport(Library)]
    internal static extern nint clt_group_join(nint store, int rank, int size, [MarshalAs(UnmanagedType.LPUTF8Str)] string? address, long timeout);

    [DllImport(Library)] internal static extern void clt_group_leave(nint group);
    [DllImport(Library)] internal static extern nint clt_group_sum(nint group, nint flat, long start, long length);
    [DllImport(Library)] internal static extern nint clt_group_broadcast(nint group, nint flat, long start, long length, int root);
    [DllImport(Library)] internal static extern nint clt_group_barrier(nint group);
    [DllImport(Library)] internal static extern int clt_work_wait(nint work);

    [DllImport(Library)]
    internal static extern nint clt_exchange_open(nint group, nint gradient, long* starts, long* lengths, long buckets, nint* parameters,
        long* owners, long count);

    [DllImport(Library)] internal static extern int clt_exchange_arm(nint exchange);
    [DllImport(Library)] internal static extern long clt_exchange_finish(nint exchange);
    [DllImport(Library)] internal static extern void clt_exchange_close(nint exchange);

    internal static string Error() => Marshal.PtrToStringUTF8((nint)clt_collectives_error()) ?? "";
}
