using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Models;

/// <summary>All parameters as views into one flat fp32 buffer, and their gradients into another, so that the optimiser and norms work on flat memory.</summary>
/// <remarks>Parameters with weight decay come first, those without last. Each starts at a multiple of 64 bytes; the gaps stay zero.</remarks>
public sealed class FlatParameters : IDisposable
{
    private const long Alignment = 16;
    private readonly Dictionary<string, Tensor> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);
    private readonly List<Tensor> _gradientViews = [];

    /// <param name="specs">What is trained.</param>
    /// <param name="buffers">What is read, written and used like a parameter, but never trained.</param>
    public FlatParameters(IReadOnlyList<ParameterSpec> specs, params IReadOnlyList<ParameterSpec> buffers)
    {
        Buffers = buffers;
        Specs = [.. specs.OrderByDescending(s => s.Decay)];
        var length = 0L;
        foreach (var spec in Specs)
        {
            if (!spec.Decay && !_offsets.Keys.Any(IsUndecayed)) DecayedLength = length;
            _offsets[spec.Name] = length;
            length += (spec.Count + Alignment - 1) / Alignment * Alignment;
        }

        if (Specs.All(s => s.Decay)) DecayedLength = length;
        using var noGrad = no_grad();
        Values = zeros(length, dtype: ScalarType.Float32).DetachFromDisposeScope();
        foreach (var spec in Specs) _byName[spec.Name] = View(Values, spec).requires_grad_();
        foreach (var spec in Buffers) _byName[spec.Name] = zeros([.. spec.Shape], dtype: ScalarType.Float32).DetachFromDisposeScope();

        bool IsUndecayed(string name) => Specs.First(s => s.Name == name) is { Decay: false };
    }

    /// <summary>Decayed parameters first.</summary>
    public IReadOnlyList<ParameterSpec> Specs { get; }

    /// <summary>Tensors that stand in no flat buffer, since they are not trained.</summary>
    public IReadOnlyList<ParameterSpec> Buffers { get; }

    /// <summary>[P], fp32: every parameter.</summary>
    public Tensor Values { get; }

    /// <summary>[P], fp32: every gradient, or null before <see cref="UseGradients"/>.</summary>
    public Tensor? Gradients { get; private set; }

    /// <summary>How many leading elements of the buffers are subject to weight decay.</summary>
    public long DecayedLength { get; }

    /// <summary>Number of parameters, gaps not counted.</summary>
    public long Count => Specs.Sum(s => s.Count);

    public Tensor this[string name] => _byName[name];

    /// <summary>The parameter, or null where the model has none of that name (a bias).</summary>
    public Tensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Gives every parameter its gradient's place in one flat, zeroed buffer, into which backward passes add.</summary>
    public void UseGradients()
    {
        if (Gradients is not null) return;
        using var noGrad = no_grad();
        Gradients = zeros_like(Values).DetachFromDisposeScope();
        foreach (var spec in Specs)
        {
            var view = View(Gradients, spec);
            _gradientViews.Add(view);
            _byName[spec.Name].grad = view;
        }
    }

    /// <summary>Where a parameter starts in <see cref="Values"/> and <see cref="Gradients"/>.</summary>
    public long Offset(string name) => _offsets[name];

    /// <summary>The gradient of a parameter, a view into <see cref="Gradients"/>.</summary>
    public Tensor Gradient(string name) =>
        _gradientViews[Specs.Select((spec, index) => (spec, index)).First(s => s.spec.Name == name).index];

    public void Dispose()
    {
        foreach (var tensor in _byName.Values) tensor.Dispose();
        foreach (var tensor in _gradientViews) tensor.Dispose();
        Values.Dispose();
        Gradients?.Dispose();
    }

    private Tensor View(Tensor flat, ParameterSpec spec)
    {
        using var part = flat.narrow(0, _offsets[spec.Name], spec.Count);
        return part.view([.. spec.Shape]).DetachFromDisposeScope();
    }
}
