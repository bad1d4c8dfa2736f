using Clt.Plugins.Training.Adapters;
using Clt.Recipes.Identity;
using Clt.Testing;

namespace Clt.Running.Tests.Toys;

/// <summary>What a study runs in, below a test's folder.</summary>
internal static class ToyContext
{
    public static StudyContext Context(this TemporaryFolder folder, params IMetric[] metrics) =>
        new(metrics.Length > 0 ? metrics : [new ToyMetric()], folder.Combine("cache"), folder.Combine("runs"), _ => { })
        {
            AdapterReaders = [new BottleneckReader()],
        };
}
