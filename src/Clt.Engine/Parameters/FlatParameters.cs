using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Clt.Engine.Devices;
using Clt.Formats.Files;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Parameters;

/// <summary>
/// All parameters as views into one flat buffer, and their gradients into another, so that the optimiser and norms work on flat memory.
/// </summary>
/// <remarks>
/// Parameters with weight decay come first, those without last. Each starts at a multiple of 32 elements, so at whole cache lines, and at
/// the same offset whatever the dtype: a bf16 buffer mirrors an fp32 one element by element. The gaps stay zero.
/// </remarks>
public sealed unsafe class FlatParameters : IDisposable
{
    private const long Alignment = 32;
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AdapterHooks> _hooks = new(StringComparer.Ordinal);

    /// <summary>Makes room for the parameters; their values are undefined until they are filled or loaded.</summary>
    /// <param name="specs">What is trained.</param>
    /// <param name="dtype">Element type of values and gradients.</param>
    /// <param name="buffers">What is read, written and used like a parameter, but never trained: zero until loaded.</param>
    /// <param name="device">Where they lie; null for the process's device (<see cref="ComputeDevice.Chosen"/>).</param>
    public FlatParameters(
        IReadOnlyList<ParameterSpec> specs,
        Dtype dtype = Dtype.Float32,
        IReadOnlyList<ParameterSpec>? buffers = null,
        ComputeDevice? device = null
    )
    {
        (Dtype, Device) = (dtype, device ?? ComputeDevice.Chosen);
        Device.Require("device");
        Buffers = buffers ?? [];
        Specs = [.. specs.OrderByDescending(s => s.Decay)];
        using var noGrad = no_grad();
        Values = Allocate().DetachFromDisposeScope();
        if (IsOnHost)
            PageAdvice.UseHugePages(Memory(), Values.NumberOfElements * dtype.Size());
        var start = 0L;
        foreach (var spec in Specs.Concat(Buffers))
        {
            _places[spec.Name] = new Place(spec, start, View(Values, spec, start)) { RateScale = spec.RateScale };
            Write(spec.Name, spec.Count, Room(spec) - spec.Count, gap => gap.Clear());
            start += Room(spec);
        }

        foreach (var spec in Specs)
            this[spec.Name].requires_grad_();
        foreach (var spec in Buffers)
            Write(spec.Name, 0, spec.Count, all => all.Clear());
    }

    /// <summary>Decayed parameters first.</summary>
    public IReadOnlyList<ParameterSpec> Specs { get; }

    /// <summary>What stands behind the parameters and is never trained.</summary>
    public IReadOnlyList<ParameterSpec> Buffers { get; }

    /// <summary>Element type of <see cref="Values"/> and <see cref="Gradients"/>.</summary>
    public Dtype Dtype { get; }

    /// <summary>Where the tensors lie; adapters and batches follow them there.</summary>
    public ComputeDevice Device { get; }

    /// <summary>[P]: every parameter, then the buffers.</summary>
    public Tensor Values { get; }

    /// <summary>[P]: every gradient, or null before <see cref="UseGradients"/>; those of frozen parameters stay zero.</summary>
    public Tensor? Gradients { get; private set; }

    /// <summary>How many leading elements of the buffers are subject to weight decay.</summary>
    public long DecayedLength => Specs.Where(s => s.Decay).Sum(Room);

    /// <summary>Number of parameters, gaps not counted.</summary>
    public long Count => Specs.Sum(s => s.Count);

    /// <summary>Number of parameters that are trained.</summary>
    public long TrainedCount => Specs.Where(s => IsTrained(s.Name)).Sum(s => s.Count);

    public Tensor this[string name] => _places[name].Value;

    /// <summary>The parameter, or null where the model has none of that name (a bias).</summary>
    public Tensor? Find(string name) => _places.GetValueOrDefault(name)?.Value;

    /// <summary>Whether training changes the parameter: so until it is frozen.</summary>
    public bool IsTrained(string name) => _places[name].Value.requires_grad;

    /// <summary>Keeps parameters as they are: no gradient is computed for them. Freeze before <see cref="UseGradients"/>.</summary>
    /// <param name="pattern">As for <see cref="ParameterPattern"/>: <c>layers.0</c>, <c>layers.*.qkv</c>, <c>*</c>.</param>
    /// <exception cref="InputException">No parameter matches.</exception>
    public void Freeze(string pattern)
    {
        foreach (var spec in ParameterPattern.Match(Specs, pattern))
            this[spec.Name].requires_grad_(false);
    }

    /// <summary>Undoes <see cref="Freeze"/>, so that "all but" can be said: freeze <c>*</c>, then thaw.</summary>
    /// <exception cref="InputException">No parameter matches.</exception>
    public void Thaw(string pattern)
    {
        foreach (var spec in ParameterPattern.Match(Specs, pattern))
            this[spec.Name].requires_grad_();
    }

    /// <summary>Multiplies the learning rate of parameters: rates by layer.</summary>
    /// <exception cref="InputException">No parameter matches, or the factor is not above 0.</exception>
    public void ScaleRate(string pattern, double factor)
    {
        if (!(factor > 0))
            throw new InputException(
                $"the rate's factor is {factor}",
                $"rate of '{pattern}'",
                "Give a number above 0, or freeze the parameters."
            );
        foreach (var spec in ParameterPattern.Match(Specs, pattern))
            _places[spec.Name].RateScale *= factor;
    }

    /// <summary>The parts of the buffers that are trained, neighbours with the same settings in one.</summary>
    /// <param name="weightDecay">Decay of parameters that have any.</param>
    public IReadOnlyList<FlatRange> Ranges(double weightDecay)
    {
        var ranges = new List<FlatRange>();
        foreach (var spec in Specs.Where(s => IsTrained(s.Name)))
        {
            var place = _places[spec.Name];
            var range = new FlatRange(place.Start, Room(spec), spec.Decay ? weightDecay : 0, place.RateScale);
            var joins =
                ranges.Count > 0
                && ranges[^1] == range with { Start = ranges[^1].Start, Length = ranges[^1].Length }
                && ranges[^1].Start + ranges[^1].Length == range.Start;
            if (joins)
                ranges[^1] = ranges[^1] with { Length = ranges[^1].Length + range.Length };
            else
                ranges.Add(range);
        }

        return ranges;
    }

    /// <summary>
    /// A range for every trained tensor of the family's files: queries, keys and values apart, though they are one matrix here.
    /// </summary>
    /// <param name="weightDecay">Decay of parameters that have any.</param>
    public IReadOnlyList<FlatRange> TensorRanges(double weightDecay)
    {
        var ranges = new List<FlatRange>();
        foreach (var spec in Specs.Where(s => IsTrained(s.Name)))
        {
            var (place, columns) = (_places[spec.Name], spec.Shape.Count > 1 ? spec.Shape[1] : 1);
            var start = place.Start;
            foreach (var length in spec.Parts.Select(part => part.Rows * columns))
            {
                var range = new FlatRange(start, length, spec.Decay ? weightDecay : 0, place.RateScale, columns);
                ranges.Add(range with { IsTable = columns > 1 && !ParameterLayout.IsBlockMatrix(spec) });
                start += length;
            }
        }

        return ranges;
    }

    /// <summary>Gives every trained parameter its gradient's place in one flat, zeroed buffer, into which backward passes add.</summary>
    public void UseGradients()
    {
        if (Gradients is not null)
            return;
        using var noGrad = no_grad();
        Gradients = zeros_like(Values).DetachFromDisposeScope();
        foreach (var place in _places.Values.Where(p => p.Value.requires_grad))
        {
            place.Gradient = View(Gradients, place.Spec, place.Start);
            place.Value.grad = place.Gradient;
        }
    }

    /// <summary>Where a parameter starts in <see cref="Values"/> and <see cref="Gradients"/>.</summary>
    public long Offset(string name) => _places[name].Start;

    /// <summary>The gradient of a trained parameter, a view into <see cref="Gradients"/>.</summary>
    public Tensor Gradient(string name) =>
        _places[name].Gradient
        ?? throw new InvalidOperationException($"'{name}' has no gradient: it is frozen, or gradients are not in use.");

    /// <summary>The same, or null where there is none.</summary>
    public Tensor? FindGradient(string name) => _places.GetValueOrDefault(name)?.Gradient;

    /// <summary>Where a backward pass through the model tells how far it is.</summary>
    internal BlockMarks Marks { get; } = new();

    /// <summary>The places that adapters can change: linear layers under their weight's name, blocks under theirs.</summary>
    internal IReadOnlyDictionary<string, AdapterHooks> Hooks => _hooks;

    /// <summary>What adapters do at a place; a layer asks for it when it is made.</summary>
    internal AdapterHooks HooksAt(string place) => CollectionsMarshal.GetValueRefOrAddDefault(_hooks, place, out _) ??= new AdapterHooks();

    /// <summary>Writes some elements of a parameter, counted from its first; at most 2 GB.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="start">First element.</param>
    /// <param name="count">How many.</param>
    /// <param name="fill">
    /// Is given their memory, all of which it writes: their own on the CPU, else memory that is copied to the device afterwards.
    /// </param>
    internal void Write(string name, long start, long count, FillBytes fill)
    {
        if (count == 0)
            return;
        if (IsOnHost)
        {
            fill(OnHost(name, start, count));
            return;
        }

        using var noGrad = no_grad();
        using var staged = empty(count, dtype: Dtype.Scalar());
        fill(staged.bytes);
        using var place = Values.narrow(0, _places[name].Start + start, count);
        place.copy_(staged);
    }

    /// <summary>
    /// The bytes of some elements of a parameter, counted from its first; at most 2 GB. On the CPU their own memory, else a copy.
    /// </summary>
    internal ReadOnlySpan<byte> Read(string name, long start, long count)
    {
        if (IsOnHost)
            return OnHost(name, start, count);
        using var place = Values.detach().narrow(0, _places[name].Start + start, count);
        using var copy = place.cpu();
        return copy.bytes.ToArray();
    }

    private bool IsOnHost => Device.Type == DeviceType.CPU;

    private Span<byte> OnHost(string name, long start, long count)
    {
        var size = Dtype.Size();
        return new Span<byte>(Memory() + (_places[name].Start + start) * size, checked((int)(count * size)));
    }

    private byte* Memory()
    {
        using var first = Values.narrow(0, 0, 1);
        return (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }

    public void Dispose()
    {
        foreach (var place in _places.Values)
        {
            place.Value.Dispose();
            place.Gradient?.Dispose();
        }

        Values.Dispose();
        Gradients?.Dispose();
    }

    private static long Room(ParameterSpec spec) => (spec.Count + Alignment - 1) / Alignment * Alignment;

    private static Tensor View(Tensor flat, ParameterSpec spec, long start)
    {
        using var part = flat.narrow(0, start, spec.Count);
        return part.view([.. spec.Shape]).DetachFromDisposeScope();
    }

    /// <exception cref="InputException">There is not so much memory; of a damaged configuration, there is nowhere so much.</exception>
    private Tensor Allocate()
    {
        try
        {
            return empty(Specs.Concat(Buffers).Sum(Room), dtype: Dtype.Scalar(), device: Device.Torch);
        }
        catch (Exception e) when (e is ExternalException or OverflowException)
        {
            var parameters = Specs.Concat(Buffers).Aggregate(0.0, (sum, s) => sum + s.Count);
            throw new InputException(
                string.Create(CultureInfo.InvariantCulture, $"{parameters:0.0e0} weights of {Dtype.Size()} bytes do not fit into memory"),
                $"{Device}",
                "Take a smaller model, or a device with more memory; mend sizes in config.json that are not the model's.",
                e
            );
        }
    }

    private sealed record Place(ParameterSpec Spec, long Start, Tensor Value)
    {
        public Tensor? Gradient { get; set; }

        public double RateScale { get; set; } = 1;
    }
}
