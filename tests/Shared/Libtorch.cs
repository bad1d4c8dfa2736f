using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Clt.Kernels.Libtorch;

/// <summary>Tests may make tensors before they call anything of ours.</summary>
internal static class Libtorch
{
    [ModuleInitializer]
    internal static void Register()
    {
        // Tests run side by side: threads that wait busily for each other would take the cores from other tests.
        if (!OperatingSystem.IsWindows())
            _ = setenv("GOMP_SPINCOUNT", "0", 0);
        NativeLibraries.Register();
    }

    [DllImport("libc")]
    private static extern int setenv(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string value,
        int overwrite
    );
}
