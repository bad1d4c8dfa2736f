using System.Text.Json;
using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Formats.Files;

namespace Clt.Engine.Export;

/// <summary>
/// Adapters that a model's own weights were trained around: the model computes with them, and they lie in folders of their own, which a
/// file beside its weights names from there, the lowest first. So a folder of runs may be moved.
/// </summary>
public static class KeptAdapters
{
    /// <summary>The file in a model's folder.</summary>
    public const string FileName = "kept_adapters.json";

    /// <summary>Writes the file, where there are any.</summary>
    public static void Write(string folder, IReadOnlyList<string> adapters)
    {
        if (adapters.Count > 0)
            AtomicFile.WriteText(
                Path.Combine(folder, FileName),
                JsonSerializer.Serialize(adapters.Select(a => Path.GetRelativePath(folder, a)))
            );
    }

    /// <summary>The folders that a model's folder names; none where it stands by itself.</summary>
    /// <exception cref="InputException">The file is broken, or a folder is gone.</exception>
    public static IReadOnlyList<string> In(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return [];
        List<string> named;
        try
        {
            named = JsonSerializer.Deserialize<List<string>>(File.ReadAllText(path)) ?? [];
        }
        catch (JsonException e)
        {
            throw new InputException($"the list of kept adapters is broken: {e.Message}", path, "Train the model again.", e);
        }

        List<string> found = [.. named.Select(n => Path.GetFullPath(Path.Combine(folder, n)))];
        return found.Find(f => !Directory.Exists(f)) is { } gone
            ? throw new InputException($"the adapter '{gone}', which the model was trained around, is no folder here", path, "Put it back.")
            : found;
    }

    /// <summary>Puts them on the model of a folder.</summary>
    /// <exception cref="InputException">One is missing or does not fit.</exception>
    public static void Load(ITrainableModel model, string folder, params IReadOnlyList<IAdapterReader> readers)
    {
        foreach (var kept in In(folder))
            model.Adapters!.Load(kept, kept, readers);
    }
}
