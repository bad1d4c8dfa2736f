using System.Reflection;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins;

namespace Clt.Plugins.Catalog;

/// <summary>Loads one plugin's assembly into a load context of its own, on first use.</summary>
/// <param name="id">Named in messages.</param>
/// <param name="path">The main assembly.</param>
/// <param name="shared">The context that the contract, the engine and other plugins' assemblies come from.</param>
/// <param name="sharedNames">Simple names of what comes from there.</param>
/// <param name="gate">One lock for all plugins, since loading one may load another.</param>
internal sealed class PluginAssembly(string id, string path, AssemblyLoadContext shared, IEnumerable<string> sharedNames, Lock gate)
{
    private Assembly? _assembly;

    public InputException? Fault { get; private set; }

    public bool IsLoaded => _assembly is not null && Fault is null;

    public Assembly Load()
    {
        lock (gate)
        {
            if (Fault is not null)
                throw Fault;
            if (_assembly is not null)
                return _assembly;
            try
            {
                var loader = PluginLoader.CreateFromAssemblyFile(
                    path,
                    config =>
                    {
                        config.DefaultContext = shared;
                        config.IsLazyLoaded = true;
                        foreach (var name in sharedNames)
                            config.SharedAssemblies.Add(new AssemblyName(name));
                    }
                );
                _assembly = loader.LoadDefaultAssembly();
                _assembly.GetTypes();
                return _assembly;
            }
            catch (Exception fault)
            {
                // Whatever a plugin throws while it loads is the plugin's fault and must not stop the host.
                Fault = new InputException([.. Reasons(fault).Select(Describe)], fault);
                throw Fault;
            }
        }
    }

    private Problem Describe(string reason) =>
        new($"the plugin '{id}' does not load: {reason}", path, "Build it against this host, with all that it needs beside it.");

    private static IEnumerable<string> Reasons(Exception fault) =>
        fault switch
        {
            ReflectionTypeLoadException types => types.LoaderExceptions.OfType<Exception>().SelectMany(Reasons).Distinct().Take(5),
            { InnerException: InputException inner } => inner.Problems.Select(p => p.What),
            _ => [fault.Message.ReplaceLineEndings(" ")],
        };
}
