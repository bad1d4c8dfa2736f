using System.Globalization;
using System.Security.Cryptography;
using Clt.Formats.Files;
using Clt.Formats.Tokenization;

namespace Clt.Recipes.Identity;

/// <summary>The identity of a model folder: the hash of the content of its configuration, tokenizer and weights.</summary>
/// <remarks>Weights are hashed once; the cache keeps a file's hash under its full path, length and time of change.</remarks>
internal static class FolderIdentity
{
    /// <summary>Whether a folder holds a configuration alone: enough for a plan.</summary>
    public static bool IsConfigOnly(string folder) =>
        File.Exists(Path.Combine(folder, "config.json")) && Directory.GetFiles(folder, "*.safetensors").Length == 0;

    /// <exception cref="InputException">The folder is missing or lacks a file; every lack is listed.</exception>
    public static string Of(string folder, StudyContext context)
    {
        var mend = "Name a Hugging Face folder with config.json, tokenizer.json and *.safetensors.";
        if (!Directory.Exists(folder)) throw new InputException("there is no such folder", $".Model(\"{folder}\")", mend);
        if (context.Planning && IsConfigOnly(folder)) return Canonical.Hash($"plan {Digest(Path.Combine(folder, "config.json"), context)}");
        var weights = Directory.GetFiles(folder, "*.safetensors").Order(StringComparer.Ordinal).ToList();
        var problems = new Problems();
        problems.Check(File.Exists(Path.Combine(folder, "config.json")), "the folder has no config.json", folder, mend);
        problems.Check(TokenizerLoader.IsIn(folder), "the folder has no tokenizer.json, nor another tokenizer that is known", folder, mend);
        problems.Check(weights.Count > 0, "the folder has no *.safetensors", folder, mend);
        problems.ThrowIfAny();
        var files = new[] { "config.json", "generation_config.json" }.Select(n => Path.Combine(folder, n)).Where(File.Exists)
            .Concat(TokenizerLoader.FilesIn(folder)).Concat(weights);
        return Canonical.Hash(string.Join('\n', files.Select(f => $"{Path.GetFileName(f)} {Digest(f, context)}")));
    }

    private static string Digest(string file, StudyContext context)
    {
        var info = new FileInfo(file);
        var key = Canonical.Hash(string.Create(CultureInfo.InvariantCulture, $"{info.FullName}\n{info.Length}\n{info.LastWriteTimeUtc.Ticks}"));
        var kept = Path.Combine(context.CacheFolder, "digests", key);
        if (CacheFile.Read(kept) is { } known) return known;
        if (info.Length > 1 << 28) context.Report($"hashing {info.Name} ({info.Length >> 20} MiB)");
        using var stream = info.OpenRead();
        var digest = Convert.ToHexStringLower(SHA256.HashData(stream));
        CacheFile.Keep(kept, digest);
        return digest;
    }
}
