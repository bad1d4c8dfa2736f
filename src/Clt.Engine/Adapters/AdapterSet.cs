using Clt.Engine.Parameters;

namespace Clt.Engine.Adapters;

/// <summary>
/// The adapters of a model: added by name, and active alone, together or not at all. Adding one freezes the model's own weights until they
/// are thawed.
/// </summary>
public sealed class AdapterSet(FlatParameters model, ModelConfig config) : IDisposable
{
    private readonly Dictionary<string, Adapter> _all = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Adapter> All => _all.Values;

    /// <summary>Those that change what the model computes, in order.</summary>
    public IReadOnlyList<Adapter> Active { get; private set; } = [];

    public Adapter this[string name] => _all.TryGetValue(name, out var adapter) ? adapter : throw Unknown(name);

    /// <summary>Adds a fresh adapter, and activates it behind those that are active.</summary>
    /// <param name="name">By which it is activated.</param>
    /// <param name="settings">Its kind and numbers.</param>
    /// <param name="seed">Its <c>init</c> stream draws the weights.</param>
    /// <param name="baseModel">The base's name or folder, written beside the weights.</param>
    /// <exception cref="InputException">A setting is out of range, it does not fit the model, or the name is taken.</exception>
    public Adapter Add(string name, IAdapterSpec settings, Seed seed, string baseModel = "")
    {
        CheckFree(name);
        return Add(settings.Create(Site(name, baseModel), seed));
    }

    /// <summary>Adds an adapter from a folder, and activates it behind those that are active.</summary>
    /// <param name="name">By which it is activated.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="readers">For adapters besides LoRA.</param>
    /// <exception cref="InputException">It does not fit the model, is damaged or of an unknown kind, or the name is taken.</exception>
    public Adapter Load(string name, string folder, params IReadOnlyList<IAdapterReader> readers)
    {
        CheckFree(name);
        var (type, baseModel) = AdapterConfig.Read(folder);
        var site = Site(name, baseModel);
        return Add(readers.FirstOrDefault(r => r.Type == type)?.Load(site, folder) ?? LoraAdapter.Load(site, folder));
    }

    /// <summary>Makes these adapters the active ones, in this order; none for the bare model.</summary>
    /// <exception cref="InputException">There is none of a name, or DoRA would stand on a layer with another adapter.</exception>
    public void Activate(params IReadOnlyList<string> names)
    {
        var adapters = names.Select(name => this[name]).ToList();
        if (adapters.OfType<LoraAdapter>().ToList() is { Count: > 1 } low && low.Any(a => a.Settings.Dora))
        {
            throw new InputException(
                "DoRA scales the whole product of a layer, so it cannot be active beside another LoRA adapter",
                "adapters",
                "Activate one at a time, or merge one."
            );
        }

        foreach (var hooks in model.Hooks.Values)
        {
            hooks.Products.Clear();
            hooks.Outputs.Clear();
            hooks.Sums.Clear();
        }

        var places = new AdapterPlaces(model);
        foreach (var adapter in adapters)
            adapter.Attach(places);
        Active = adapters;
    }

    /// <summary>
    /// Makes an adapter's change a part of the model's own weights, computed in fp32 and rounded once, and removes the adapter.
    /// </summary>
    /// <exception cref="InputException">There is none of the name, or its change is no matrix.</exception>
    public void Merge(string name)
    {
        this[name].MergeInto(model);
        Remove(name);
    }

    /// <exception cref="InputException">There is none of the name.</exception>
    public void Remove(string name)
    {
        var adapter = this[name];
        Activate([.. Active.Where(a => a != adapter).Select(a => a.Name)]);
        _all.Remove(name);
        adapter.Dispose();
    }

    public void Dispose()
    {
        foreach (var adapter in _all.Values)
            adapter.Dispose();
    }

    private AdapterSite Site(string name, string baseModel) => new(name, model, config, baseModel);

    private Adapter Add(Adapter adapter)
    {
        _all.Add(adapter.Name, adapter);
        try
        {
            Activate([.. Active.Select(a => a.Name), adapter.Name]);
        }
        catch
        {
            _all.Remove(adapter.Name);
            adapter.Dispose();
            throw;
        }

        model.Freeze("*");
        return adapter;
    }

    private void CheckFree(string name)
    {
        if (_all.ContainsKey(name))
            throw new InputException($"there is an adapter '{name}' already", "adapters", "Give the new one another name.");
    }

    private InputException Unknown(string name) =>
        new($"there is no adapter '{name}'", "adapters", Suggest.DidYouMean(name, [.. _all.Keys], "None was added."));
}
