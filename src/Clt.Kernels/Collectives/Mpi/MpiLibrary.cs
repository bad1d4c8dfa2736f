using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Collectives.Mpi;

/// <summary>Open MPI on this machine, and the handles of its objects.</summary>
public static class MpiLibrary
{
    /// <summary>Starts ranks on this machine.</summary>
    public const string Starter = "mpirun";

    /// <summary>Debian's packages: the library, and the programs that start ranks.</summary>
    public static readonly string[] Packages = ["libopenmpi3", "openmpi-bin"];

    private static readonly Lazy<nint> Loaded = new(() => NativeLibrary.TryLoad(MpiMethods.Library, out var handle) ? handle : 0);

    /// <summary>Null where the library is here, else what is in the way. It is loaded for that, and not started.</summary>
    public static string? WhyNot =>
        Loaded.Value switch
        {
            0 => $"{MpiMethods.Library} (Open MPI) is not here or does not load",
            var library => NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out _)
                ? null
                : $"{MpiMethods.Library} is not Open MPI's",
        };

    /// <summary>Null where ranks can be started on this machine, else what is in the way.</summary>
    public static string? WhyNotHere => WhyNot ?? (Find(Starter) is null ? $"{Starter} (Open MPI) is not on the path" : null);

    /// <summary>Version and vendor, in the library's words.</summary>
    public static unsafe string Version
    {
        get
        {
            var text = stackalloc byte[MpiMethods.MostVersionBytes];
            int length;
            MpiMethods.Check(MpiMethods.MPI_Get_library_version(text, &length), "the version of MPI");
            return Marshal.PtrToStringUTF8((nint)text, length).Split(',')[0];
        }
    }

    /// <summary>All ranks.</summary>
    internal static nint World => Handle("ompi_mpi_comm_world");

    internal static nint Sum => Handle("ompi_mpi_op_sum");

    internal static nint Bytes => Handle("ompi_mpi_byte");

    /// <summary>Makes failures return codes instead of ending the process.</summary>
    internal static nint ErrorsReturn => Handle("ompi_mpi_errors_return");

    /// <summary>What MPI adds up.</summary>
    /// <exception cref="CollectiveException">It has no such numbers.</exception>
    internal static nint NumberType(ScalarType type) =>
        Handle(
            type switch
            {
                ScalarType.Float32 => "ompi_mpi_float",
                ScalarType.Float64 => "ompi_mpi_double",
                ScalarType.Int64 => "ompi_mpi_int64_t",
                _ => throw new CollectiveException($"MPI adds up no tensors of {type}"),
            }
        );

    /// <summary>What MPI moves elements of a size as: counts of elements stay within 32 bits for longer than counts of bytes.</summary>
    internal static nint TypeOfSize(long bytes) =>
        Handle(
            bytes switch
            {
                1 => "ompi_mpi_byte",
                2 => "ompi_mpi_short",
                4 => "ompi_mpi_float",
                8 => "ompi_mpi_int64_t",
                _ => throw new CollectiveException($"MPI moves no elements of {bytes} bytes"),
            }
        );

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static nint Handle(string name) => NativeLibrary.GetExport(Loaded.Value, name);
}
