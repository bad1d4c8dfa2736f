using System.Runtime.CompilerServices;
using Clt.Engine.Kernels;

namespace Clt.Engine.Distributed;

/// <summary>Loads libclt_collectives.so (see <see cref="NativeFile"/>), which is only there where libtorch has Gloo and its headers were found.</summary>
internal static class CollectiveLibrary
{
    internal const string Name = "clt_collectives";
    private const long Version = 2;

    static CollectiveLibrary()
    {
        // It sets the resolver.
        RuntimeHelpers.RunClassConstructor(typeof(KernelLibrary).TypeHandle);
        Why = Load();
    }

    /// <summary>Null when the library is loaded and fits, else what is in the way.</summary>
    internal static string? Why { get; }

    internal static nint Handle { get; private set; }

    private static string? Load()
    {
        if (NativeFile.Find(Name) is not { } path)
            return $"{NativeFile.NotFound(Name)} where Gloo's headers are (Debian: libgloo-dev)";
        try
        {
            Handle = NativeFile.Load(path);
            return CollectiveMethods.clt_collectives_version() is var found && found != Version
                ? $"{path} is version {found}, this engine calls version {Version}; src/native/build.sh makes it afresh"
                : null;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return $"{path} could not be loaded: {error.Message}";
        }
    }
}
