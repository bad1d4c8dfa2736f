using System.Reflection;
using System.Runtime.Loader;

namespace Plugins.Tests;

/// <summary>A load context that keeps in mind which assemblies were asked for: what of a plugin's packages is loaded, and when.</summary>
internal sealed class RecordingContext() : AssemblyLoadContext("recording")
{
    public List<string> Asked { get; } = [];

    protected override Assembly? Load(AssemblyName name)
    {
        Asked.Add(name.Name!);
        return null;
    }
}
