using System.Reflection;
using Clt.Kernels;
using Clt.Kernels.Libtorch;
using TorchSharp;

namespace Clt.Recipes.Identity;

/// <summary>
/// The code that executes a cell: contract, kernels, engine, runner and plugins by what they execute (<see cref="ExecutedCode"/>),
/// TorchSharp by its version, libtorch by its build, and which kernels run. A changed one makes other cells.
/// </summary>
public static class CodeIdentity
{
    // By name: what runs cells stands above this project.
    private static readonly Assembly[] Always =
    [
        .. new[] { "Clt.Abstractions", "Clt.Formats", "Clt.Kernels", "Clt.Engine", "Clt.Results", "Clt.Recipes", "Clt.Running" }.Select(
            Assembly.Load
        ),
    ];

    /// <summary>Hashes what takes part in every cell on another thread, while a recipe is read.</summary>
    public static void Begin() => Task.Run(() => Parallel.ForEach(Always, a => ExecutedCode.Hash(a)));

    /// <summary>
    /// Names and hashes of the assemblies that take part, those of the given plugin objects among them, then the libraries.
    /// </summary>
    public static IReadOnlyList<(string Key, object? Value)> Of(IEnumerable<object> plugins) =>
        [
            .. Always
                .Concat(plugins.Select(p => p.GetType().Assembly))
                .Distinct()
                .Select(a => (Key: a.GetName().Name!, Value: (object?)ExecutedCode.Hash(a)[..32]))
                .OrderBy(a => a.Key, StringComparer.Ordinal),
            ("TorchSharp", typeof(torch).Assembly.GetName().Version!.ToString()),
            ("libtorch", LibtorchBuild.Id),
            ("kernels", Ops.WhyNotFused is null ? "fused" : "reference"),
        ];
}
