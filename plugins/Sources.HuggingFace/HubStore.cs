using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clt.Plugins.Sources.Catalogue;

namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>
/// Files of a dataset repository at a revision, kept in the cache under the commit; a lock beside them says what each must be.
/// </summary>
internal sealed partial class HubStore(string repository, string revision, HubSettings settings)
{
    private string Name => repository.Replace('/', '~');

    /// <summary>The local path of a file, fetched when it is not there.</summary>
    /// <exception cref="InputException">It cannot be had; or the revision is another than before.</exception>
    public string Get(string path, SourceContext context)
    {
        var folder = Path.Combine(context.CacheFolder, "hub", Name);
        var lockFile = Path.Combine(folder, $"{revision.Replace('/', '~')}.lock.json");
        var known = File.Exists(lockFile)
            ? JsonSerializer.Deserialize<HubLock>(File.ReadAllText(lockFile))!
            : new HubLock("", new Dictionary<string, string>());
        var local = known.Commit.Length == 0 ? "" : Path.Combine(folder, known.Commit, path);
        if (local.Length > 0 && File.Exists(local) && known.Files.TryGetValue(path, out var sum))
        {
            return Hash(local) == sum
                ? local
                : throw new InputException(
                    "the file in the cache is not the one that was fetched",
                    local,
                    "Delete it: it is fetched again."
                );
        }

        if (settings.Offline)
        {
            throw new InputException(
                $"{repository} {path} at {revision} is not in the cache, and the hub may not be asked (HF_HUB_OFFLINE)",
                "Hugging Face hub",
                "Fetch it once with a connection: clt data fetch RECIPE."
            );
        }

        context.Report($"fetching {repository} {path}");
        // On the pool: a caller whose threads have a context of their own (test runners, windows) would wait for itself.
        return Task.Run(() => Fetch(path, folder, lockFile, known, context)).GetAwaiter().GetResult();
    }

    private async Task<string> Fetch(string path, string folder, string lockFile, HubLock known, SourceContext context)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        // A commit that is known is asked for by itself, so that all files are of one.
        var asked = known.Commit.Length > 0 && IsCommit(revision) ? known.Commit : revision;
        var address = new Uri(
            settings.Hub,
            $"datasets/{repository}/resolve/{Uri.EscapeDataString(asked)}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}"
        );
        var arriving = Path.Combine(folder, "arriving", revision.Replace('/', '~'), path);
        var facts = await new Download(client, settings.Downloads, context.Report).Fetch(address, arriving, context.Cancel);
        var commit =
            facts.Commit.Length > 0 ? facts.Commit
            : IsCommit(revision) ? revision
            : "";
        Pinned(path, commit, known);
        var local = Path.Combine(folder, commit.Length > 0 ? commit : "unknown", path);
        Directory.CreateDirectory(Path.GetDirectoryName(local)!);
        File.Move(arriving, local, overwrite: true);
        var files = new SortedDictionary<string, string>(known.Files.ToDictionary(), StringComparer.Ordinal) { [path] = Hash(local) };
        var temporary = lockFile + ".new";
        await File.WriteAllTextAsync(
            temporary,
            JsonSerializer.Serialize(new HubLock(commit.Length > 0 ? commit : "unknown", files)),
            context.Cancel
        );
        File.Move(temporary, lockFile, overwrite: true);
        return local;
    }

    private void Pinned(string path, string commit, HubLock known)
    {
        var where = $"Hugging Face hub, {repository} {path}";
        if (IsCommit(revision) && commit != revision)
            throw new InputException(
                $"the hub answered with commit {commit} where {revision} was asked for",
                where,
                "Do not trust this hub; name another with HF_ENDPOINT."
            );
        if (known.Commit.Length > 0 && commit != known.Commit && commit.Length > 0)
        {
            throw new InputException(
                $"revision '{revision}' is now commit {commit}; files of {known.Commit} are in use",
                where,
                $"Pin the one that you mean: revision: \"{known.Commit}\" or \"{commit}\"."
            );
        }
    }

    private static bool IsCommit(string revision) => Commit().IsMatch(revision);

    private static string Hash(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex Commit();
}
