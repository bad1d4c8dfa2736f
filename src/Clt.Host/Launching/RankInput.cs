using System.Runtime.InteropServices;

namespace Clt.Host.Launching;

/// <summary>
/// The standard input of all ranks: it holds nothing, and its end tells them to stop. It ends with this process too, however that ends.
/// </summary>
internal sealed partial class RankInput : IDisposable
{
    /// <summary>A pipe in the folder of the ranks.</summary>
    public const string File = "input";

    private const uint OwnerReadsAndWrites = 0x180;
    private readonly string _path;
    private readonly FileStream _pipe;

    public RankInput(string folder)
    {
        _path = Path.Combine(folder, File);
        if (MakePipe(_path, OwnerReadsAndWrites) != 0)
            throw new IOException($"{_path} could not be made");

        // For reading too, so that neither this nor a rank waits for the other to open it.
        _pipe = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
    }

    /// <summary>Ends the input. Ranks that open it later find an empty file in its place.</summary>
    public void Dispose()
    {
        if (!_pipe.SafeFileHandle.IsClosed)
        {
            System.IO.File.WriteAllText(_path + ".ended", "");
            System.IO.File.Move(_path + ".ended", _path, overwrite: true);
        }

        _pipe.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
