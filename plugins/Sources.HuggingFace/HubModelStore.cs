using System.Text.RegularExpressions;
using Clt.Plugins.Sources.Catalogue;

namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>
/// A model of the hub in a folder of its own: configuration, tokenizer, template and safetensors of one commit, each held against the
/// length and checksum that the hub lists. A branch or tag is the commit that it was first.
/// </summary>
/// <param name="model"><c>owner/name</c>, or <c>owner/name@revision</c>.</param>
/// <param name="settings">Where the hub is and who asks.</param>
internal sealed partial class HubModelStore(string model, HubSettings settings)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(200);

    private string Repository => model.Split('@')[0];

    private string Revision => model.Contains('@', StringComparison.Ordinal) ? model[(model.IndexOf('@') + 1)..] : "main";

    /// <summary>Fetches what is not there.</summary>
    /// <exception cref="InputException">It cannot be had, or is no model that can be read.</exception>
    public void Fetch(string folder, bool weights, SourceContext context)
    {
        if (HubModelLock.In(folder)?.Missing(folder, weights).Count == 0)
            return;
        if (settings.Offline)
        {
            throw new InputException(
                $"the model {model} is not in the cache, and the hub may not be asked (HF_HUB_OFFLINE)",
                "Hugging Face hub",
                "Fetch it once with a connection: clt check RECIPE fetches what a plan needs, clt data fetch RECIPE all of it."
            );
        }

        Directory.CreateDirectory(folder);
        using var alone = Alone(folder, context);
        // On the pool: a caller whose threads have a context of their own (test runners, windows) would wait for itself.
        Task.Run(() => FetchAll(folder, weights, context)).GetAwaiter().GetResult();
    }

    private async Task FetchAll(string folder, bool weights, SourceContext context)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        var known = HubModelLock.In(folder);
        if (known is null)
        {
            known = await HubListing.Of(client, settings, Repository, Revision, folder, context);
            Require(known);
            known = known with { Model = model };
            known.Write(folder);
        }

        var missing = known.Missing(folder, weights);
        Room(folder, missing.Sum(f => known.Files[f].Length));
        foreach (var path in missing)
        {
            var (length, sum) = known.Files[path];
            context.Report($"fetching {Repository} {path} ({Size(length)})");
            var address = new Uri(settings.Hub, $"{Repository}/resolve/{known.Commit}/{path}");
            var download = new Download(client, settings.Models, context.Report);
            await download.Fetch(address, Path.Combine(folder, path), context.Cancel, new Download.Facts(known.Commit, length, sum));
        }
    }

    /// <summary>What is listed must be a model, or an adapter, that can be read.</summary>
    private void Require(HubModelLock listed)
    {
        if (Commit().IsMatch(Revision) && listed.Commit != Revision)
        {
            throw new InputException(
                $"the hub answered with commit {listed.Commit} where {Revision} was asked for",
                $"Hugging Face hub, {model}",
                "Do not trust this hub; name another with HF_ENDPOINT."
            );
        }

        var problems = new Problems();
        var where = $"Hugging Face hub, {model}";
        problems.Check(
            listed.Files.ContainsKey("config.json") || listed.Files.ContainsKey("adapter_config.json"),
            "the repository has no config.json",
            where,
            "Name a model of transformers' layout; a set is read with HubFiles."
        );
        problems.Check(
            listed.Files.Keys.Any(HubModelFile.IsWeights),
            "the repository has no safetensors: pickled weights (.bin, .pt) are not read, since loading them runs code",
            where,
            "Take a revision with model.safetensors; many repositories have one on refs/pr/1, which the hub's bot made."
        );
        problems.ThrowIfAny();
    }

    private void Room(string folder, long bytes)
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        if (bytes > free)
        {
            throw new InputException(
                $"the model {model} needs {Size(bytes)} more, and {Size(free)} are free",
                folder,
                "Make room, or have the cache elsewhere (XDG_CACHE_HOME)."
            );
        }
    }

    /// <summary>One process fetches; others wait, and find the files there.</summary>
    private static FileStream Alone(string folder, SourceContext context)
    {
        var said = false;
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folder, ".fetching"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException) when (!context.Cancel.IsCancellationRequested)
            {
                if (!said)
                    context.Report($"{folder}: another process fetches the model; waiting");
                said = true;
                context.Cancel.WaitHandle.WaitOne(Wait);
            }
        }
    }

    private static string Size(long bytes) =>
        bytes < 1 << 20 ? $"{bytes >> 10} KiB"
        : bytes < 1 << 30 ? $"{bytes >> 20} MiB"
        : $"{bytes / (double)(1 << 30):0.0} GiB";

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex Commit();
}
