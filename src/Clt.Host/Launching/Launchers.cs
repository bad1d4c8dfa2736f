using Clt.Host.Recipes;
using Clt.Host.Verbs;
using Clt.Plugins.Catalog;
using Clt.Running.Runner;
using Clt.Running.Training;

namespace Clt.Host.Launching;

/// <summary>The launchers that plugins give.</summary>
internal static class Launchers
{
    /// <exception cref="InputException">There is none of that name.</exception>
    public static ILauncher Find(string name, IReadOnlyList<string> plugins) =>
        PluginHost.Load([.. plugins]).Find<ILauncher>(name, l => l.Name, "launcher");

    /// <summary>How a study is run by one.</summary>
    public static RunnerOptions Options(string name, SessionOptions options, int workers) =>
        new(Find(name, options.Plugins), new CellRunner(), WorkerVerb.Command(options), Math.Max(1, workers));
}
