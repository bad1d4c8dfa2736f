namespace Clt.Plugins.Catalog;

/// <summary>
/// The plugins that were found. They are known from their metadata; an assembly is loaded only when something of it is asked for.
/// </summary>
public sealed class PluginCatalog
{
    private readonly IReadOnlyList<Plugin> _found;
    private readonly IReadOnlyList<BrokenPlugin> _rejected;

    internal PluginCatalog(IReadOnlyList<Plugin> found, IReadOnlyList<BrokenPlugin> rejected) => (_found, _rejected) = (found, rejected);

    /// <summary>No plugins.</summary>
    public static PluginCatalog Empty { get; } = new([], []);

    /// <summary>The plugins without a known fault, by id.</summary>
    public IReadOnlyList<Plugin> Plugins => [.. _found.Where(p => p.Fault is null)];

    /// <summary>The plugins with a fault, found from metadata or on loading. <see cref="LoadAll"/> finds every fault.</summary>
    public IReadOnlyList<BrokenPlugin> Broken =>
        [
            .. _rejected,
            .. _found
                .Where(p => p.Fault is not null)
                .Select(p => new BrokenPlugin(
                    p.Manifest.Id,
                    p.Folder,
                    p.Fault!.Problems,
                    [.. p.Manifest.Provides, .. p.Facts.RecipeApis.SelectMany(a => a.Methods)]
                )),
        ];

    /// <summary>Loads every plugin, so that <see cref="Broken"/> is complete.</summary>
    public void LoadAll()
    {
        foreach (var plugin in _found)
            TryLoad(plugin);
    }

    /// <summary>The plugin with an id.</summary>
    /// <exception cref="InputException">It is broken, or there is none.</exception>
    public Plugin Require(string id)
    {
        if (Plugins.FirstOrDefault(p => p.Manifest.Id == id) is { } plugin)
            return plugin;
        if (Broken.FirstOrDefault(b => b.Id == id) is { } broken)
            throw new InputException(broken.Reasons);
        throw new InputException($"there is no plugin '{id}'", "plugins", DidYouMean(id, Plugins.Select(p => p.Manifest.Id)));
    }

    /// <summary>The plugin whose main assembly has a simple name, or null.</summary>
    public Plugin? WithAssembly(string name) => _found.FirstOrDefault(p => p.Facts.Name == name);

    /// <summary>
    /// Every public class of every plugin that implements an interface of the contract or of another assembly of the host. Loads only
    /// plugins that could have one.
    /// </summary>
    public IReadOnlyList<Extension> Implementing<T>()
        where T : class
    {
        // A plugin implements the interface itself, or derives from a class of the contract or of another plugin that does; its metadata
        // names all.
        var roots = typeof(T).Assembly.GetExportedTypes().Where(t => typeof(T).IsAssignableFrom(t)).Select(t => t.FullName).ToHashSet();
        var names = _found.Select(p => p.Facts.Name).ToHashSet();
        if (typeof(T).Assembly != typeof(ISource).Assembly)
            names.Add(typeof(T).Assembly.GetName().Name!);
        return
        [
            .. _found
                .Where(p => p.Facts.ContractTypes.Any(roots.Contains) || p.Facts.References.Any(r => names.Contains(r.Name ?? "")))
                .SelectMany(Implementing<T>),
        ];
    }

    /// <summary>An instance of each that can be made with the defaults of its constructor. Loads all plugins.</summary>
    public IReadOnlyList<T> All<T>()
        where T : class => [.. Implementing<T>().Where(e => e.CanCreate).Select(e => e.Create<T>())];

    /// <summary>
    /// An extension by its name, made with the defaults of its constructor. Plugins that say they provide the name are asked first.
    /// </summary>
    /// <param name="name">Such as <c>rouge-l</c>.</param>
    /// <param name="nameOf">Tells an instance's name, such as <c>m =&gt; m.Info.Name</c>.</param>
    /// <param name="kind">The word for it in messages, such as <c>metric</c>.</param>
    /// <exception cref="InputException">No plugin has it; broken plugins that would are named, or the closest names.</exception>
    public T Find<T>(string name, Func<T, string> nameOf, string kind)
        where T : class
    {
        var known = new List<string>();
        foreach (var plugin in _found.OrderByDescending(p => p.Manifest.Provides.Contains(name)))
        {
            foreach (var extension in Implementing<T>(plugin).Where(e => e.CanCreate))
            {
                var instance = extension.Create<T>();
                if (nameOf(instance) == name)
                    return instance;
                known.Add(nameOf(instance));
            }
        }

        var culprits = Broken.Where(b => b.Provides.Contains(name)).ToList();
        if (culprits.Count > 0)
            throw new InputException([.. culprits.SelectMany(b => b.Reasons)]);
        throw new InputException($"no plugin has the {kind} '{name}'", "plugins", DidYouMean(name, known));
    }

    /// <summary>A metric by its name.</summary>
    /// <exception cref="InputException">No healthy plugin has it.</exception>
    public IMetric Metric(string name) => Find<IMetric>(name, m => m.Info.Name, "metric");

    private static IEnumerable<Extension> Implementing<T>(Plugin plugin)
    {
        if (!TryLoad(plugin))
            return [];
        return plugin
            .Load()
            .GetExportedTypes()
            .Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false } && typeof(T).IsAssignableFrom(t))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => new Extension(plugin, t));
    }

    private static bool TryLoad(Plugin plugin)
    {
        try
        {
            plugin.Load();
            return true;
        }
        catch (InputException)
        {
            return false; // The plugin keeps its fault, and Broken lists it.
        }
    }

    private string DidYouMean(string name, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        var there = names.Count == 0 ? "No plugin that is loaded has any." : $"There are: {string.Join(", ", names)}.";
        var broken = Broken.Count == 0 ? "" : $" Broken plugins: {string.Join("; ", Broken)}.";
        return Suggest.DidYouMean(name, names, there) + broken;
    }
}
