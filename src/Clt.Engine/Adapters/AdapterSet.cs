using Clt.Engine.Parameters;
using static TorchSharp.torch;

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

    /// <summary>Weights of the model that every adapter trains with itself: a head that may be fresh. Set by the model.</summary>
    internal IReadOnlyList<ParameterSpec> Head { get; set; } = [];

    /// <summary>
    /// Lets the model compute with other weights: is given those of its head, and those of all else. Null for a model that cannot.
    /// </summary>
    internal Action<FlatParameters, FlatParameters>? Compute { get; set; }

    public Adapter this[string name] => _all.TryGetValue(name, out var adapter) ? adapter : throw Unknown(name);

    /// <summary>Adds a fresh adapter, and activates it behind those that are active.</summary>
    /// <param name="name">By which it is activated.</param>
    /// <param name="settings">Its kind and numbers.</param>
    /// <param name="seed">Its <c>init</c> stream draws the weights.</param>
    /// <param name="baseModel">The base's name or folder, written beside the weights.</param>
    /// <param name="withBase">Whether the model's own weights are trained too, as copies in the adapter.</param>
    /// <exception cref="InputException">
    /// A setting is out of range, it does not fit the model, the model's own weights cannot be trained beside it, or the name is taken.
    /// </exception>
    public Adapter Add(string name, IAdapterSpec settings, Seed seed, string baseModel = "", bool withBase = false)
    {
        CheckFree(name);
        if (withBase && Compute is null)
        {
            throw new InputException(
                "its own weights are not trained beside an adapter: only encoders' are",
                "adapters",
                "Train the adapter alone, or all weights without one."
            );
        }

        var site = Site(name, baseModel) with { Beside = withBase ? model.Specs : Head };
        var (head, body) = Computing(Active);
        var adapter = settings.Create(site, seed);
        using (var noGrad = no_grad())
        {
            foreach (var spec in adapter.Beside)
                adapter.Parameters[spec.Name].copy_((IsOfHead(spec) ? head : body)[spec.Name]);
        }

        return Add(adapter);
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
        var site = Site(name, baseModel) with { Beside = BesideIn(folder) };
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

        var (head, body) = Computing(adapters);
        Compute?.Invoke(head, body);
        foreach (var hooks in body.Hooks.Values)
        {
            hooks.Products.Clear();
            hooks.Outputs.Clear();
            hooks.Sums.Clear();
        }

        var places = new AdapterPlaces(body);
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
        var adapter = this[name];
        using (var noGrad = no_grad())
        {
            foreach (var spec in adapter.Beside)
                model[spec.Name].copy_(adapter.Parameters[spec.Name]);
        }

        adapter.MergeInto(model);
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

    /// <summary>What the head and all else compute with: the copies of the last active adapter that has any, or the model's own.</summary>
    private (FlatParameters Head, FlatParameters Body) Computing(IReadOnlyList<Adapter> active) =>
        (
            active.LastOrDefault(a => a.Beside.Count > 0)?.Parameters ?? model,
            active.LastOrDefault(a => a.Beside.Any(s => !IsOfHead(s)))?.Parameters ?? model
        );

    private bool IsOfHead(ParameterSpec spec) => Head.Any(s => s.Name == spec.Name);

    /// <summary>The model's weights of which an adapter's file has copies.</summary>
    private List<ParameterSpec> BesideIn(string folder)
    {
        var path = Path.Combine(folder, Adapter.WeightsFile);
        if (Head.Count == 0 || !File.Exists(path))
            return [];
        using var file = WeightShards.OpenFile(path);
        return
        [
            .. model.Specs.Where(s =>
                s.Parts.All(p => file.Tensors.ContainsKey(p.FileName) || file.Tensors.ContainsKey(PeftNames.ToFile(p.FileName)))
            ),
        ];
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
