using Clt.Recipes.Identity;

namespace Clt.Running.Tests.Toys;

/// <summary>A folder that goes with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("clt-studies-").FullName;

    internal StudyContext Context(params IMetric[] metrics) => new(
        metrics.Length > 0 ? metrics : [new ToyMetric()], System.IO.Path.Combine(Path, "cache"), System.IO.Path.Combine(Path, "runs"), _ => { });

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
