using System.Runtime.InteropServices;

namespace Clt.Running.Stopping;

/// <summary>What the operating system does with this process, without a look at what its threads are doing.</summary>
public static partial class NativeProcess
{
    private const int ParentDeathSignal = 1;
    private const int KillSignal = 9;

    /// <summary>Ends the process at once: no finaliser, no handler, no other thread is waited for.</summary>
    public static void Exit(int code)
    {
        if (OperatingSystem.IsWindows())
            Environment.Exit(code);
        EndAtOnce(code);
    }

    /// <summary>Asks the kernel to kill this process when the thread that started it ends.</summary>
    /// <returns>Whether the kernel does so.</returns>
    public static bool DieWithParent() => OperatingSystem.IsLinux() && Control(ParentDeathSignal, KillSignal, 0, 0, 0) == 0;

    /// <summary>The process that started this one, or the one that has taken its place.</summary>
    public static int Parent() => OperatingSystem.IsWindows() ? 0 : ParentOfThis();

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void EndAtOnce(int code);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint argument, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentOfThis();
}
