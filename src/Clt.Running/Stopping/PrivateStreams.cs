using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Clt.Running.Stopping;

/// <summary>
/// A worker's channel to its host, moved from standard input and output to handles that nothing else knows: a plugin that reads finds an
/// empty input, and what it writes goes to standard error.
/// </summary>
public static partial class PrivateStreams
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;
    private const int DuplicateForThisProcess = 1030;
    private const int FirstFree = 3;

    /// <summary>What came in on standard input, which is empty from now on, for what this process starts too.</summary>
    public static TextReader TakeInput()
    {
        if (!OperatingSystem.IsLinux())
            return Console.In;
        var reader = new StreamReader(new FileStream(Moved(Input), FileAccess.Read, bufferSize: 1), new UTF8Encoding(false));
        using (var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Read))
            Replace(nothing.DangerousGetHandle().ToInt32(), Input);
        Console.SetIn(TextReader.Null);
        return reader;
    }

    /// <summary>What goes to standard output; whatever else writes there writes to standard error from now on.</summary>
    public static TextWriter TakeOutput()
    {
        var shown = Console.Out;
        Console.SetOut(Console.Error);
        if (!OperatingSystem.IsLinux())
            return shown;
        var writer = new StreamWriter(new FileStream(Moved(Output), FileAccess.Write, bufferSize: 1), new UTF8Encoding(false));
        Replace(Error, Output);
        return writer;
    }

    private static SafeFileHandle Moved(int stream)
    {
        var copy = Duplicate(stream, DuplicateForThisProcess, FirstFree);
        return copy >= 0 ? new SafeFileHandle(copy, ownsHandle: true) : throw new IOException("the channel to the host is closed");
    }

    private static void Replace(int by, int stream)
    {
        if (DuplicateTo(by, stream) < 0)
            throw new IOException("a standard stream could not be replaced");
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Duplicate(int stream, int command, int first);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int DuplicateTo(int from, int to);
}
