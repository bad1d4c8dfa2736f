using System.Security.Cryptography;

namespace Clt.Plugins.Sources.Catalogue;

/// <summary>Dataset cache: finds a set in the user's folder of data or in the cache, or downloads it, checked, into the cache.</summary>
/// <param name="entry">The set.</param>
/// <param name="places">The cache.</param>
/// <param name="root">The user's folder of data and its name, or null.</param>
internal sealed class SetStore(CatalogueEntry entry, DataPlaces places, (string Place, string Folder)? root)
{
    /// <summary>With the user's folder as the environment names it.</summary>
    public SetStore(CatalogueEntry entry, DataPlaces places)
        : this(entry, places, DataRoots.Find()) { }

    /// <summary>How downloads are tried; without a connection a user wants to know within seconds.</summary>
    public DownloadSettings Downloads { get; init; } = new() { Attempts = 3, Pause = TimeSpan.FromSeconds(0.5) };

    /// <summary>Whether nothing may be fetched: <c>HF_HUB_OFFLINE</c>, as for the hub.</summary>
    public bool Offline { get; init; } =
        Environment.GetEnvironmentVariable("HF_HUB_OFFLINE") is "1" or "true" or "TRUE" or "yes" or "YES" or "on" or "ON";

    /// <summary>Where it is kept once it was fetched.</summary>
    public string Kept => Path.Combine(places.CacheFolder, "data", $"{entry.Name}-{entry.Key}");

    /// <summary>The folder of the set, and what the place is called; null where it is in none.</summary>
    /// <remarks>A user's copy may be another release or a part, so one of the files is enough; what is kept here is whole.</remarks>
    public (string Place, string Folder)? Find()
    {
        if (root is { } user && Path.Combine(user.Folder, entry.Name) is var own && entry.Files.Any(f => File.Exists(PathIn(own, f))))
            return (user.Place, own);
        return entry.Files.All(f => File.Exists(PathIn(Kept, f))) ? ("cache", Kept) : null;
    }

    /// <summary>The folder of the set, downloaded where it is in no place.</summary>
    /// <exception cref="InputException">It cannot be had: one problem, with the address, the checksum and what to do.</exception>
    public string Get()
    {
        if (Find() is { } found)
            return found.Folder;
        Directory.CreateDirectory(Kept);
        using var alone = Lock();
        if (Find() is { } meanwhile)
            return meanwhile.Folder;
        var missing = entry.Files.Where(f => !File.Exists(PathIn(Kept, f))).ToList();
        if (missing.FirstOrDefault(f => f.Address is null) is { } nowhere)
            throw Refusal($"the set '{entry.Name}' is not here, and its file {nowhere.Path} has no public address in this form", nowhere);
        if (Offline)
            throw Refusal($"the set '{entry.Name}' is not here, and nothing may be fetched (HF_HUB_OFFLINE)", missing[0]);
        places.Report($"fetching {entry.Name} ({entry.Card.Licence}) from {missing[0].Address!.Host}");
        // On the pool: a caller whose threads have a context of their own (test runners, windows) would wait for itself.
        foreach (var file in missing)
            Task.Run(() => Fetch(file)).GetAwaiter().GetResult();
        return Kept;
    }

    /// <summary>Files of the found folder that are missing or have another content than the catalogue says.</summary>
    public IReadOnlyList<string> Differences()
    {
        if (Find() is not { } found)
            return [.. entry.Files.Select(f => f.Path)];
        bool Same(CatalogueFile file) => PathIn(found.Folder, file) is var path && File.Exists(path) && Sum(path) == file.Sha256;
        return [.. entry.Files.Where(f => !Same(f)).Select(f => f.Path)];
    }

    private static string PathIn(string folder, CatalogueFile file) => Path.Combine(folder, file.Path);

    private static string Sum(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private async Task Fetch(CatalogueFile file)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            await new Download(client, Downloads, places.Report).Fetch(
                file.Address!,
                PathIn(Kept, file),
                places.Cancel,
                new Download.Facts("", file.Bytes, file.Sha256)
            );
        }
        catch (Exception e) when (e is InputException or HttpRequestException)
        {
            var why = e is InputException input ? input.Problems[0].What : e.Message;
            throw Refusal($"the set '{entry.Name}' is not here, and its file {file.Path} could not be fetched: {why}", file, e);
        }
    }

    private InputException Refusal(string what, CatalogueFile file, Exception? cause = null)
    {
        var now = root is { } user ? $" (now {user.Folder})" : "";
        var sum = entry.Card.Confirmed ? "" : ", as found in the copy that CltHost was tested with";
        var note = entry.Card.Note.Length > 0 ? $" {entry.Card.Note}" : "";
        return new InputException(
            what,
            $"{file.Address ?? (object)entry.Card.Home}",
            $"Put its {entry.Files.Count} files into a folder '{entry.Name}' of the folder that {DataRoots.Variable} names{now}, or "
                + $"fetch it once with a connection: clt data fetch {entry.Name}. SHA-256 of {file.Path}: {file.Sha256}{sum}.{note}",
            cause
        );
    }

    /// <summary>One process fetches; others wait.</summary>
    private FileStream Lock()
    {
        while (true)
        {
            places.Cancel.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(Path.Combine(Kept, ".lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(200);
            }
        }
    }
}
