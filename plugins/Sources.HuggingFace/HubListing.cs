using System.Text.Json;
using Clt.Plugins.Sources.Catalogue;

namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>The hub's list of a model's files at a revision, with the commit, lengths and checksums.</summary>
internal static class HubListing
{
    /// <summary>The files of a model that are read here; others are not looked at.</summary>
    /// <exception cref="InputException">There is no such model or revision, it may not be read, or the list is none.</exception>
    public static async Task<HubModelLock> Of(
        HttpClient client,
        HubSettings settings,
        string repository,
        string revision,
        string folder,
        SourceContext context
    )
    {
        context.Report($"asking for the files of {repository} at {revision}");
        var address = new Uri(settings.Hub, $"api/models/{repository}/revision/{Uri.EscapeDataString(revision)}?blobs=true");
        var path = Path.Combine(folder, ".listing.json");
        // A list that an earlier attempt left in part may be an older one.
        File.Delete(path + ".part");
        await new Download(client, settings.Models, context.Report).Fetch(address, path, context.Cancel);
        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(path, context.Cancel));
            var files = new SortedDictionary<string, HubModelFile>(StringComparer.Ordinal);
            foreach (var file in document.RootElement.GetProperty("siblings").EnumerateArray())
            {
                var name = file.GetProperty("rfilename").GetString()!;
                if (HubModelFile.IsDescription(name) || HubModelFile.IsWeights(name))
                    files[name] = new HubModelFile(file.GetProperty("size").GetInt64(), Sum(file));
            }

            Whole(files);
            return new HubModelLock("", document.RootElement.GetProperty("sha").GetString()!, files);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException(
                $"what the hub lists of {repository} cannot be read ({e.Message})",
                Redirects.Shown(address),
                "Try again later, or fetch the model by other means and name its folder.",
                e
            );
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Sum(JsonElement file) =>
        file.TryGetProperty("lfs", out var large) && large.ValueKind == JsonValueKind.Object
            ? large.GetProperty("sha256").GetString()!
            : file.GetProperty("blobId").GetString()!;

    /// <summary>Weights that stand there whole and in shards are the same: the shards are left out.</summary>
    private static void Whole(SortedDictionary<string, HubModelFile> files)
    {
        if (!files.ContainsKey("model.safetensors"))
            return;
        foreach (var shard in files.Keys.Where(f => f.StartsWith("model-", StringComparison.Ordinal) || f == HubModelFile.Index).ToList())
            files.Remove(shard);
    }
}
