using System.Reflection;
using System.Runtime.Loader;

namespace Clt.Plugins.Catalog;

/// <summary>Where plugins find what they share: another plugin's main assembly, or else what the host has.</summary>
internal sealed class SharedContext(Func<string, Plugin?> find) : AssemblyLoadContext("plugins")
{
    protected override Assembly? Load(AssemblyName assemblyName) => find(assemblyName.Name!)?.Load();
}
