using System.Security.Cryptography;

namespace Clt.Plugins.Sources.Npm.Client;

/// <summary>Local package cache: tarballs are fetched once a cache folder, checked by SHA-256, and read from there ever after.</summary>
/// <param name="source">The source that asks, for messages.</param>
/// <param name="instead">The word of a recipe that reads a folder instead, such as <c>CldrFacts(packages: "folder")</c>.</param>
/// <param name="client">Fetches.</param>
internal sealed class NpmStore(string source, string instead, NpmClient client)
{
    /// <summary>The tarballs of some packages, in their order.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="folder">A folder that holds them, whatever their content; null for what is fetched and checked.</param>
    /// <param name="context">Its cache folder keeps them.</param>
    /// <exception cref="InputException">Some are not there, or cannot be fetched: each is named.</exception>
    public IReadOnlyList<string> Open(IReadOnlyList<NpmPackage> packages, string? folder, SourceContext context)
    {
        var root = Path.GetFullPath(folder ?? Path.Combine(context.CacheFolder, "npm"));
        var problems = new Problems();
        foreach (var package in packages.Where(p => !File.Exists(Path.Combine(root, p.File))))
        {
            if (folder is not null)
                problems.Add($"there is no {package.File}", root, $"Fetch it with: npm pack {package.Name}@{package.Version}.");
            else
                problems.Try(() => Fetch(package, root, context));
        }

        problems.ThrowIfAny();
        return [.. packages.Select(p => Path.Combine(root, p.File))];
    }

    /// <summary>
    /// The identity of what some packages hold: the beginnings of their checksums, which are known of those that are fetched.
    /// </summary>
    /// <exception cref="InputException">Some are not there, or cannot be fetched.</exception>
    public string Sum(IReadOnlyList<NpmPackage> packages, string? folder, SourceContext context)
    {
        var files = Open(packages, folder, context);
        return string.Join('-', (folder is null ? packages.Select(p => p.Sha256) : files.Select(Sum)).Select(s => s[..16]));
    }

    /// <summary>SHA-256 of a file, in lower-case hexadecimal digits.</summary>
    private static string Sum(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private void Fetch(NpmPackage package, string root, SourceContext context)
    {
        // In a folder of its own, and moved when it is whole: processes that ask at once fetch twice and disturb each other in nothing.
        var unfinished = Path.Combine(root, $".{package.Name}.{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(unfinished);
            context.Report($"fetching {package.Name} {package.Version} by npm");
            var why = client.Pack(package, unfinished, context.Cancel);
            var file = Path.Combine(unfinished, package.File);
            if (why is null && !File.Exists(file))
                why = "npm wrote no such file";
            if (why is null && Sum(file) is var sum && sum != package.Sha256)
                why = $"it has SHA-256 {sum}, not {package.Sha256}";
            if (why is not null)
                throw Refusal($"the package {package.Name} {package.Version} could not be fetched: {why}");
            File.Move(file, Path.Combine(root, package.File), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"the package {package.Name} cannot be kept ({e.Message})",
                root,
                "Make the cache folder writable, with 30 MB free.",
                e
            );
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }
    }

    private InputException Refusal(string what) =>
        new(
            what,
            $"source {source}",
            $"See that 'npm pack' works here, or name a folder of tarballs that were fetched elsewhere: {instead}."
        );
}
