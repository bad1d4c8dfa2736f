using System.Security.Cryptography;

namespace Clt.Scripting.Cache;

/// <summary>Keeps compiled recipes in a folder, one file each, named by key. A damaged file counts as absent.</summary>
/// <remarks>
/// A file is the SHA-256 of the rest, then entry type, entry method, image and symbols. A cache that cannot be written is no error.
/// </remarks>
internal sealed class RecipeCache(string folder, Action<string> warn)
{
    private const int MostEntries = 200;

    public CompiledRecipe? Read(string key)
    {
        try
        {
            var bytes = File.ReadAllBytes(PathOf(key));
            var content = bytes.AsSpan(SHA256.HashSizeInBytes..);
            if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
                return null;
            using var reader = new BinaryReader(new MemoryStream(bytes, SHA256.HashSizeInBytes, content.Length));
            var (type, method) = (reader.ReadString(), reader.ReadString());
            return new CompiledRecipe(reader.ReadBytes(reader.ReadInt32()), reader.ReadBytes(reader.ReadInt32()), type, method);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    public void Write(string key, CompiledRecipe recipe)
    {
        var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        writer.Write(recipe.EntryType);
        writer.Write(recipe.EntryMethod);
        writer.Write(recipe.Image.Length);
        writer.Write(recipe.Image);
        writer.Write(recipe.Symbols.Length);
        writer.Write(recipe.Symbols);
        try
        {
            Directory.CreateDirectory(folder);
            RemoveOldest();
            var temporary = Path.Combine(folder, Path.GetRandomFileName());
            using (var file = new FileStream(temporary, FileMode.CreateNew))
            {
                file.Write(SHA256.HashData(content.ToArray()));
                content.WriteTo(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, PathOf(key), overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            warn($"the compiled recipe could not be kept for the next time: {fault.Message}");
        }
    }

    private string PathOf(string key) => Path.Combine(folder, key + ".recipe");

    private void RemoveOldest()
    {
        var entries = new DirectoryInfo(folder).GetFiles("*.recipe");
        foreach (var entry in entries.OrderByDescending(e => e.LastWriteTimeUtc).Skip(MostEntries))
            entry.Delete();
    }
}
