namespace Clt.Engine.Tokenization.Loading;

/// <summary>Writes a file under a temporary name, flushes it to the disk and renames it, so that no reader sees half of it.</summary>
internal static class AtomicFile
{
    public static void Write(string path, byte[] bytes)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
