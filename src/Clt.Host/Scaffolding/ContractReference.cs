using System.Reflection;

namespace Clt.Host.Scaffolding;

/// <summary>What a plugin's project is built against: the host's source tree, or a NuGet package in a folder of <c>clt pack</c>.</summary>
/// <param name="Host">The source tree, or null.</param>
/// <param name="Packages">The folder of packages, or null.</param>
internal sealed record ContractReference(string? Host, string? Packages)
{
    private static string Version =>
        typeof(ISource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The package, from whatever source has it.</summary>
    public static ContractReference Package { get; } = new(null, null);

    /// <exception cref="InputException">The folder holds no package of this host's version.</exception>
    public static ContractReference Of(string? packages)
    {
        if (packages is null)
            return new ContractReference(SourceTree.Find(), null);
        var package = $"Clt.Abstractions.{Version}.nupkg";
        return File.Exists(Path.Combine(packages, package))
            ? new ContractReference(null, Path.GetFullPath(packages))
            : throw new InputException($"there is no {package}", packages, $"Make it: clt pack --out {packages}");
    }

    /// <summary>The plugin's item: nothing is copied, since the host brings it.</summary>
    /// <param name="from">The project's folder.</param>
    /// <param name="wide">Whether it takes more than the contract: tensors, and the words that axes vary.</param>
    public string Item(string from, bool wide) =>
        Host is null
            ? $"""<PackageReference Include="Clt.{(wide ? "Recipes" : "Abstractions")}" Version="{Version}" ExcludeAssets="runtime" />"""
        : wide ? Assemblies(from, """ Private="false" """)
        : $"""<Reference Include="{Path.GetRelativePath(from, Host)}/artifacts/Clt.Abstractions.dll" Private="false" />""";

    /// <summary>That of its tests, which no host runs.</summary>
    /// <param name="from">The tests' folder.</param>
    public string TestItem(string from) =>
        Host is null ? $"""<PackageReference Include="Clt.Recipes" Version="{Version}" />""" : Assemblies(from, " ");

    private string Assemblies(string from, string attributes)
    {
        var folder = $"{Path.GetRelativePath(from, Host!)}/artifacts/clt";
        return $"""<Reference Include="{folder}/Clt.*.dll;{folder}/TorchSharp.dll"{attributes}/>""";
    }
}
