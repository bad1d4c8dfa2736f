using System.Reflection;
using System.Runtime.Loader;

namespace McMaster.NETCore.Plugins.Loader;

/// <summary>The simple names of assemblies taken from the default context. What a shared assembly references is shared too.</summary>
internal sealed class SharedNames(AssemblyLoadContext defaultContext, IEnumerable<AssemblyName> privateNames)
{
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _private = privateNames.Select(n => n.Name!).ToHashSet(StringComparer.Ordinal);

    public bool IsPrivate(string name) => _private.Contains(name);

    public bool Contains(string name) => _shared.Contains(name);

    public void AddLazily(AssemblyName name) => _shared.Add(name.Name!);

    /// <summary>Adds a name and, loading it, all that it references.</summary>
    public void AddWithReferences(AssemblyName root)
    {
        var waiting = new Queue<AssemblyName>([root]);
        while (waiting.TryDequeue(out var name))
        {
            if (_private.Contains(name.Name!) || !_shared.Add(name.Name!)) continue;
            foreach (var reference in ReferencesOf(name)) waiting.Enqueue(reference);
        }
    }

    /// <summary>Shares what an assembly just loaded from the default context references.</summary>
    public void AddReferencesOf(Assembly assembly)
    {
        foreach (var reference in assembly.GetReferencedAssemblies()) _shared.Add(reference.Name!);
    }

    private AssemblyName[] ReferencesOf(AssemblyName name)
    {
        try
        {
            return defaultContext.LoadFromAssemblyName(name).GetReferencedAssemblies();
        }
        catch (FileNotFoundException)
        {
            return []; // The default context lacks it: the plugin's own copy will serve.
        }
    }
}
