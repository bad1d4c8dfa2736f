using System.Reflection;
using Clt.Plugins.Manifests;
using Clt.Plugins.Metadata;

namespace Clt.Plugins.Catalog;

/// <summary>A plugin that passed every check made from metadata. Its assembly is loaded when first needed.</summary>
public sealed class Plugin
{
    private readonly PluginAssembly _assembly;

    internal Plugin(PluginManifest manifest, AssemblyFacts facts, string path, PluginAssembly assembly)
    {
        (Manifest, Facts, AssemblyPath, _assembly) = (manifest, facts, path, assembly);
    }

    public PluginManifest Manifest { get; }

    public AssemblyFacts Facts { get; }

    /// <summary>Full path of the main assembly.</summary>
    public string AssemblyPath { get; }

    public string Folder => Path.GetDirectoryName(AssemblyPath)!;

    public bool IsLoaded => _assembly.IsLoaded;

    /// <summary>Why loading failed, or null.</summary>
    internal InputException? Fault => _assembly.Fault;

    /// <summary>Loads the main assembly and every type in it, once.</summary>
    /// <exception cref="InputException">It does not load; the catalogue lists it as broken from then on.</exception>
    public Assembly Load() => _assembly.Load();

    public override string ToString() => $"{Manifest.Id} {Manifest.Version}";
}
