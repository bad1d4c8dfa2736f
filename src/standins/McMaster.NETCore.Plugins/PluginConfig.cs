using System.Reflection;
using System.Runtime.Loader;

namespace McMaster.NETCore.Plugins;

/// <summary>How a <see cref="PluginLoader"/> loads a plugin.</summary>
public class PluginConfig
{
    /// <param name="mainAssemblyPath">The full path of the plugin's main assembly.</param>
    /// <exception cref="ArgumentException">The path is empty or relative.</exception>
    public PluginConfig(string mainAssemblyPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(mainAssemblyPath);
        if (!Path.IsPathRooted(mainAssemblyPath))
        {
            throw new ArgumentException("The path of the main assembly must be absolute.", nameof(mainAssemblyPath));
        }

        MainAssemblyPath = mainAssemblyPath;
    }

    public string MainAssemblyPath { get; }

    /// <summary>Assemblies that the plugin never takes from the default context, even where <see cref="PreferSharedTypes"/> is set.</summary>
    public ICollection<AssemblyName> PrivateAssemblies { get; protected set; } = [];

    /// <summary>Assemblies that the plugin takes from the default context, so that their types are the same on both sides.</summary>
    public ICollection<AssemblyName> SharedAssemblies { get; protected set; } = [];

    /// <summary>Takes every assembly from the default context where it has it. Default: false.</summary>
    public bool PreferSharedTypes { get; set; }

    /// <summary>Finds out what the shared assemblies reference only when they are loaded. Default: false, which loads them at once.</summary>
    public bool IsLazyLoaded { get; set; }

    /// <summary>Whether the load context can be unloaded again. Default: false.</summary>
    public bool IsUnloadable { get; set; }

    /// <summary>Reads assemblies into memory, so that their files are not held. Default: false.</summary>
    public bool LoadInMemory { get; set; }

    /// <summary>The context that shared assemblies come from.</summary>
    public AssemblyLoadContext DefaultContext { get; set; } =
        AssemblyLoadContext.GetLoadContext(typeof(PluginConfig).Assembly) ?? AssemblyLoadContext.Default;
}
