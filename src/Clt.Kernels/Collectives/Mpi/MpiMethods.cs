using System.Runtime.InteropServices;

namespace Clt.Kernels.Collectives.Mpi;

/// <summary>
/// Open MPI's C interface (MPI 3.1; libmpi.so.40 of Open MPI 3 to 5). Handles are addresses of objects that the library exports. A function
/// returns 0 where it worked.
/// </summary>
internal static unsafe class MpiMethods
{
    internal const string Library = "libmpi.so.40";

    /// <summary>In place of the send buffer: it is the receive buffer.</summary>
    internal const nint InPlace = 1;

    /// <summary>The process has threads, of which only the one that called <see cref="MPI_Init_thread"/> calls the library.</summary>
    internal const int ThreadFunneled = 1;

    /// <summary>Most bytes of a message of <see cref="MPI_Error_string"/>.</summary>
    internal const int MostErrorBytes = 256;

    /// <summary>Most bytes of <see cref="MPI_Get_library_version"/>.</summary>
    internal const int MostVersionBytes = 256;

    [DllImport(Library)]
    internal static extern int MPI_Get_library_version(byte* text, int* length);

    [DllImport(Library)]
    internal static extern int MPI_Init_thread(nint argumentCount, nint arguments, int required, int* provided);

    [DllImport(Library)]
    internal static extern int MPI_Finalize();

    [DllImport(Library)]
    internal static extern int MPI_Comm_rank(nint group, int* rank);

    [DllImport(Library)]
    internal static extern int MPI_Comm_size(nint group, int* size);

    [DllImport(Library)]
    internal static extern int MPI_Comm_set_errhandler(nint group, nint handler);

    [DllImport(Library)]
    internal static extern int MPI_Error_string(int code, byte* text, int* length);

    [DllImport(Library)]
    internal static extern int MPI_Iallreduce(nint send, void* data, int count, nint type, nint operation, nint group, nint* request);

    [DllImport(Library)]
    internal static extern int MPI_Ibcast(void* data, int count, nint type, int root, nint group, nint* request);

    [DllImport(Library)]
    internal static extern int MPI_Ibarrier(nint group, nint* request);

    [DllImport(Library)]
    internal static extern int MPI_Send(void* data, int count, nint type, int to, int tag, nint group);

    [DllImport(Library)]
    internal static extern int MPI_Iprobe(int from, int tag, nint group, int* waits, nint status);

    [DllImport(Library)]
    internal static extern int MPI_Recv(void* data, int count, nint type, int from, int tag, nint group, nint status);

    [DllImport(Library)]
    internal static extern int MPI_Test(nint* request, int* done, nint status);

    /// <exception cref="CollectiveException">The call failed.</exception>
    internal static void Check(int code, string what)
    {
        if (code == 0)
            return;
        var text = stackalloc byte[MostErrorBytes];
        int length;
        var message = MPI_Error_string(code, text, &length) == 0 ? Marshal.PtrToStringUTF8((nint)text, length) : $"error {code}";
        throw new CollectiveException($"{what} failed: {message}");
    }
}
