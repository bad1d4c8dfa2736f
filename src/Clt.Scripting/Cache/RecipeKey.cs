using System.Security.Cryptography;
using System.Text;
using Clt.Plugins.Catalog;
using Clt.Plugins.Metadata;
using Clt.Scripting.Sources;

namespace Clt.Scripting.Cache;

/// <summary>The name of a recipe in the cache: the hash of everything that can change its compiled form.</summary>
internal static class RecipeKey
{
    private static readonly string[] Compilers = ["Clt.Scripting", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp"];

    /// <summary>
    /// SHA-256 over script texts, usings, and the module version ids of compiler, contracts, plugins and referenced assemblies.
    /// </summary>
    public static string Of(ScriptSources sources, PluginCatalog plugins, RecipeOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text)
        {
            // The length comes first, so that two lists of texts never run together into the same bytes.
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        void AddModule(string name, string path)
        {
            Add(name);
            Add(AssemblyInspector.ModuleVersionId(path).ToString());
        }

        Add("recipe 1");
        Add(Environment.Version.ToString());
        foreach (var name in Compilers.Concat(options.HostAssemblies).Distinct())
        {
            if (HostAssemblies.Paths.TryGetValue(name, out var path))
                AddModule(name, path);
        }

        foreach (var plugin in plugins.Plugins)
        {
            Add(plugin.Facts.Name);
            Add(plugin.Facts.ModuleVersionId.ToString());
        }

        foreach (var name in options.Namespaces.Concat(options.StaticClasses))
            Add(name);
        foreach (var path in sources.References)
            AddReference(path);
        foreach (var file in sources.Files)
        {
            Add(file.Name);
            Add(file.Text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void AddReference(string path)
        {
            Add(sources.NameOf(path));
            Add(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        }
    }
}
