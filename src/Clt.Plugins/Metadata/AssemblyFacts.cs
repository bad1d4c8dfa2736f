using System.Reflection;

namespace Clt.Plugins.Metadata;

/// <summary>What the metadata of an assembly tells without loading it.</summary>
/// <param name="Name">Simple name.</param>
/// <param name="ModuleVersionId">Changes whenever the compiled code does.</param>
/// <param name="References">The assemblies it needs.</param>
/// <param name="ContractTypes">Full names of the types it uses of Clt.Abstractions.</param>
/// <param name="RecipeApis">Its public static classes marked <see cref="RecipeApiAttribute"/>.</param>
public sealed record AssemblyFacts(
    string Name,
    Guid ModuleVersionId,
    IReadOnlyList<AssemblyName> References,
    IReadOnlyList<string> ContractTypes,
    IReadOnlyList<RecipeApi> RecipeApis
);
