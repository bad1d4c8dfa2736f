using System.Diagnostics;
using System.Text.Json;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>The packages of this source tree, packed once for the tests that build plugins from them.</summary>
public sealed class PackedFeed : IDisposable
{
    /// <summary>The collection of these tests: packing takes longer than most of them.</summary>
    public const string Shared = "packed feed";

    private readonly CltCommand _clt = new();

    public PackedFeed() => Hashes = Pack("feed");

    /// <summary>The folder of packages.</summary>
    public string Folder => Path.Combine(_clt.Folder, "feed");

    /// <summary>The packages' hashes by name.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; }

    public void Dispose() => _clt.Dispose();

    /// <summary>Packs into a folder; the packages' hashes by name.</summary>
    public IReadOnlyDictionary<string, string> Pack(string folder)
    {
        var packed = _clt.Run("pack", "--out", folder, "--json");
        packed.ExitCode.ShouldBe(0, packed.ToString());
        using var answer = JsonDocument.Parse(packed.Output);
        return answer
            .RootElement.GetProperty("packages")
            .EnumerateArray()
            .ToDictionary(p => p.GetProperty("id").GetString()!, p => p.GetProperty("sha256").GetString()!);
    }

    /// <summary>
    /// Builds a project into its folder <c>out</c>, with a package folder of its own: NuGet would take those of an earlier build.
    /// </summary>
    /// <param name="folder">The project's folder, in one of a test's own.</param>
    public static void Build(string folder)
    {
        var beside = Path.GetDirectoryName(folder)!;
        var others = Path.Combine(beside, "others");
        Directory.CreateDirectory(others);
        var kept =
            Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var package in Directory.GetDirectories(kept))
        {
            var name = Path.GetFileName(package);
            if (!name.StartsWith("clt.", StringComparison.Ordinal))
                Directory.CreateSymbolicLink(Path.Combine(others, name), package);
        }

        string[] own = ["-p:RestorePackagesPath=" + Path.Combine(beside, "packages"), "-p:RestoreFallbackFolders=" + others];
        string[] arguments =
        [
            "build",
            folder,
            "-c",
            "Release",
            "-o",
            Path.Combine(folder, "out"),
            "-v",
            "q",
            "-warnaserror",
            "--nologo",
            .. own,
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = beside, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output);
    }
}

[CollectionDefinition(PackedFeed.Shared)]
public sealed class PackedFeedCollection : ICollectionFixture<PackedFeed>;
