using System.Reflection;
using System.Runtime.Loader;

namespace McMaster.NETCore.Plugins.Loader;

/// <summary>Takes shared assemblies from the default context and all others from beside the plugin.</summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly PluginConfig _config;
    private readonly AssemblyDependencyResolver _resolver;
    private readonly SharedNames _shared;
    private readonly string _folder;

    public PluginLoadContext(PluginConfig config)
        : base(Path.GetFileNameWithoutExtension(config.MainAssemblyPath), config.IsUnloadable)
    {
        _config = config;
        _folder = Path.GetDirectoryName(config.MainAssemblyPath)!;
        _resolver = new AssemblyDependencyResolver(config.MainAssemblyPath);
        _shared = new SharedNames(config.DefaultContext, config.PrivateAssemblies);
        foreach (var name in config.SharedAssemblies)
        {
            if (config.IsLazyLoaded) _shared.AddLazily(name);
            else _shared.AddWithReferences(name);
        }
    }

    /// <summary>Loads a file into this context, from memory where the configuration says so.</summary>
    public Assembly LoadFile(string path)
    {
        if (!_config.LoadInMemory) return LoadFromAssemblyPath(path);
        using var image = new MemoryStream(File.ReadAllBytes(path));
        var symbolsPath = Path.ChangeExtension(path, ".pdb");
        if (!File.Exists(symbolsPath)) return LoadFromStream(image);
        using var symbols = new MemoryStream(File.ReadAllBytes(symbolsPath));
        return LoadFromStream(image, symbols);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name) return null;
        if ((_config.PreferSharedTypes || _shared.Contains(name)) && !_shared.IsPrivate(name)
            && LoadShared(assemblyName) is { } shared)
        {
            return shared;
        }

        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } resolved && File.Exists(resolved)) return LoadFile(resolved);
        var beside = Path.Combine(_folder, assemblyName.CultureName ?? "", name + ".dll");
        return File.Exists(beside) ? LoadFile(beside) : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        if (_resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } resolved) return LoadUnmanagedDllFromPath(resolved);
        var prefixes = Path.IsPathRooted(unmanagedDllName) ? new[] { "" } : ["", "lib"];
        foreach (var prefix in prefixes)
        {
            foreach (var suffix in new[] { "", ".so", ".dylib", ".dll" })
            {
                var path = Path.Combine(_folder, prefix + unmanagedDllName + suffix);
                if (File.Exists(path)) return LoadUnmanagedDllFromPath(path);
            }
        }

        return IntPtr.Zero;
    }

    private Assembly? LoadShared(AssemblyName name)
    {
        try
        {
            var assembly = _config.DefaultContext.LoadFromAssemblyName(name);
            if (_config.IsLazyLoaded) _shared.AddReferencesOf(assembly);
            return assembly;
        }
        catch (FileNotFoundException)
        {
            return null; // The default context lacks it: the plugin's own copy will serve.
        }
    }
}
