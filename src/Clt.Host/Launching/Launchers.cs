using Clt.Host.Recipes;
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
        new(Find(name, options.Plugins), new CellRunner(), Worker(options), Math.Max(1, workers));

    /// <summary>The command that starts a worker on a recipe.</summary>
    public static WorkerCommand Worker(SessionOptions options) =>
        new(HostProgram.Path, [.. HostProgram.With(["worker", .. options.ToArguments()])]);
}
