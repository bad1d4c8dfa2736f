using System.Globalization;
using Clt.Formats.Files;
using Clt.Formats.Tokenization;

namespace Clt.Recipes.Identity;

/// <summary>The identity of a model folder: the hash of the content of its configuration, tokenizer and weights.</summary>
/// <remarks>
/// For a plan weights are hashed once: the cache keeps a file's hash under its full path, length, times and inode. Before a model is loaded
/// they are hashed again (<see cref="Check"/>), since a disk may decay.
/// </remarks>
internal static class FolderIdentity
{
    /// <summary>Whether a folder holds a configuration alone: enough for a plan.</summary>
    public static bool IsConfigOnly(string folder) =>
        File.Exists(Path.Combine(folder, "config.json")) && Directory.GetFiles(folder, "*.safetensors").Length == 0;

    /// <exception cref="InputException">The folder is missing or lacks a file; every lack is listed.</exception>
    public static string Of(string folder, StudyContext context)
    {
        var mend = "Name a Hugging Face folder with config.json, tokenizer.json and *.safetensors.";
        if (!Directory.Exists(folder))
            throw new InputException("there is no such folder", $".Model(\"{folder}\")", mend);
        if (context.Planning && IsConfigOnly(folder))
            return Canonical.Hash($"plan {Digest(Path.Combine(folder, "config.json"), context)}");
        var weights = Directory.GetFiles(folder, "*.safetensors").Order(StringComparer.Ordinal).ToList();
        var problems = new Problems();
        problems.Check(File.Exists(Path.Combine(folder, "config.json")), "the folder has no config.json", folder, mend);
        problems.Check(TokenizerLoader.IsIn(folder), "the folder has no tokenizer.json, nor another tokenizer that is known", folder, mend);
        problems.Check(weights.Count > 0, "the folder has no *.safetensors", folder, mend);
        problems.ThrowIfAny();
        return Named(FilesOf(folder), file => Digest(file, context));
    }

    /// <summary>Holds the bytes of a folder's files against its identity, before they are loaded.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="identity">What <see cref="Of"/> gave when the study was made.</param>
    /// <param name="context">Its cache forgets what it knew of files that differ.</param>
    /// <exception cref="InputException">They are others by now.</exception>
    public static void Check(string folder, string identity, StudyContext context)
    {
        if (!Directory.Exists(folder))
            throw new InputException("there is no such folder any more", folder, "Put it back, and run again.");
        var files = FilesOf(folder);
        if (Named(files, FileSums.Of) == identity)
            return;
        foreach (var file in files)
            CacheFile.Forget(Kept(file, context));
        throw new InputException(
            "its files changed, or the disk damaged them, after the study was planned: no number may be measured on them under the "
                + "old name",
            folder,
            "Fetch the folder again where it is damaged. Run again where it is as it should be: its cells get other names."
        );
    }

    private static List<string> FilesOf(string folder) =>
        [
            .. new[] { "config.json", "generation_config.json" }.Select(n => Path.Combine(folder, n)).Where(File.Exists),
            .. TokenizerLoader.FilesIn(folder),
            .. Directory.GetFiles(folder, "*.safetensors").Order(StringComparer.Ordinal),
        ];

    private static string Named(IEnumerable<string> files, Func<string, string> digest) =>
        Canonical.Hash(string.Join('\n', files.Select(f => $"{Path.GetFileName(f)} {digest(f)}")));

    private static string Kept(string file, StudyContext context)
    {
        var state = FileState.Of(file);
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFullPath(file)}\n{state.Length}\n{state.Modified}\n{state.Changed}\n{state.Inode}"
        );
        return Path.Combine(context.CacheFolder, "digests", Canonical.Hash(key));
    }

    private static string Digest(string file, StudyContext context)
    {
        var kept = Kept(file, context);
        if (CacheFile.Read(kept) is { } known)
            return known;
        var info = new FileInfo(file);
        if (info.Length > 1 << 28)
            context.Report($"hashing {info.Name} ({info.Length >> 20} MiB)");
        var digest = FileSums.Of(file);
        CacheFile.Keep(kept, digest);
        return digest;
    }
}
