using System.Security.Cryptography;
using Clt.Results.Statistics.Resampling;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>Every reference file of metrics is as it was made, and is named by a test.</summary>
public class ManifestTests
{
    [GoldenFact("metrics/MANIFEST.json")]
    public void No_reference_file_is_damaged_or_without_a_test()
    {
        var tests = Directory
            .GetFiles(Path.Combine(RepositoryRoot.Folder, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != "ManifestTests.cs")
            .Select(File.ReadAllText)
            .ToList();
        var near = new Near(0);
        foreach (var file in GoldenRows.Whole("metrics/MANIFEST.json").EnumerateObject().Where(f => f.Name != "README.md"))
        {
            var bytes = File.ReadAllBytes(Path.Combine(SharedFolder.Golden, "metrics", file.Name));
            near.Same($"{file.Name} as it was made", Convert.ToHexStringLower(SHA256.HashData(bytes)), file.Value.Text("sha256"));
            // The bytes of the event file are compared by the test of its listing, which names it.
            var listing = file.Name == "events.out.tfevents.golden" ? "tensorboard_events.json" : file.Name;
            near.Same(
                $"{file.Name} has a test",
                tests.Exists(t => t.Contains($"/{listing}\"") || t.Contains($"\"metrics\", \"{listing}\"")),
                true
            );
        }

        near.Verify();
    }
}
