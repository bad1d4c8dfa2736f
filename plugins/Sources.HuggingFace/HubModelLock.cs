using System.Text.Json;

namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>What a model was when it was first fetched: it stands beside its files, as <c>hub.json</c>.</summary>
/// <param name="Model"><c>owner/name@revision</c>, as the recipe names it.</param>
/// <param name="Commit">The commit that all files are of.</param>
/// <param name="Files">The model's files at that commit.</param>
internal sealed record HubModelLock(string Model, string Commit, IReadOnlyDictionary<string, HubModelFile> Files)
{
    private const string Name = "hub.json";

    /// <summary>The lock in a folder, or null where there is none.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public static HubModelLock? In(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<HubModelLock>(File.ReadAllText(path)) is { Commit: not null, Files: not null } read
                ? read
                : throw new JsonException("it is no lock");
        }
        catch (JsonException e)
        {
            throw new InputException($"the file is damaged ({e.Message})", path, "Delete the folder: the model is fetched again.", e);
        }
    }

    /// <summary>Files that are not there with their length, of those that are wanted.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="weights">Whether weights are wanted too.</param>
    public IReadOnlyList<string> Missing(string folder, bool weights) =>
        [
            .. Files
                .Where(f => weights || !HubModelFile.IsWeights(f.Key))
                .Where(f => new FileInfo(Path.Combine(folder, f.Key)) is not { Exists: true } there || there.Length != f.Value.Length)
                .Select(f => f.Key)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Writes it, whole or not at all.</summary>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, Name);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this));
        File.Move(path + ".new", path, overwrite: true);
    }
}
