namespace Clt.Host;

/// <summary>A temporary folder that is gone when its work is done.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("clt-scratch-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
