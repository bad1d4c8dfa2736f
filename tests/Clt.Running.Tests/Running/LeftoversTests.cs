using Clt.Formats.Files;

namespace Clt.Running.Tests.Running;

/// <summary>What a killed writer left is removed, and nothing else.</summary>
public sealed class LeftoversTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_killed_writers_files_are_removed_and_others_stay()
    {
        var id = Guid.NewGuid().ToString("N");
        string[] kept = ["results.json", "notes.tmp", $"{id}.tmp.txt", "below/cell.yaml"];
        foreach (var name in kept)
            _folder.Write(name, "kept");
        _folder.Write($"results.json.{id}.tmp", "half");
        _folder.Write($"below/log.jsonl.{id}.tmp", "half");
        _folder.Write(".tmp-model-17/model.safetensors", "half");

        // What a link leads to is another cell's.
        using var other = new TemporaryFolder();
        var elsewhere = other.Write($"weights.{id}.tmp", "being written");
        Directory.CreateSymbolicLink(_folder["checkpoint"], other.Path);

        Leftovers.Remove(_folder.Path, below: false);
        File.Exists(_folder[$"below/log.jsonl.{id}.tmp"]).ShouldBeTrue();
        Leftovers.Remove(_folder.Path, below: true);

        Directory
            .GetFiles(
                _folder.Path,
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }
            )
            .Select(f => Path.GetRelativePath(_folder.Path, f))
            .ShouldBe(kept, ignoreOrder: true);
        File.Exists(elsewhere).ShouldBeTrue();
        Leftovers.Remove(_folder["none"], below: true);
    }
}
