namespace Clt.Scripting;

/// <summary>What recipes see without saying so, and where compiled ones are kept.</summary>
public sealed record RecipeOptions
{
    /// <summary>Namespaces that every recipe uses.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } =
    ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading.Tasks", "Clt"];

    /// <summary>
    /// Full names of the host's classes whose members recipes call without a prefix; plugins' classes marked [RecipeApi] come on top.
    /// </summary>
    public IReadOnlyList<string> StaticClasses { get; init; } = ["Clt.Recipe"];

    /// <summary>Simple names of the host's assemblies that recipes may use.</summary>
    public IReadOnlyList<string> HostAssemblies { get; init; } =
    [
        "Clt.Abstractions",
        "Clt.Formats",
        "Clt.Kernels",
        "Clt.Engine",
        "Clt.Results",
        "Clt.Recipes",
        "Clt.Running",
        "Clt.Scripting",
        "TorchSharp",
        "Microsoft.ML.Tokenizers",
    ];

    /// <summary>Where compiled recipes are kept; null keeps none.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Takes one-line messages on what is odd but no error (a cache that cannot be written).</summary>
    public Action<string> Warn { get; init; } = _ => { };
}
