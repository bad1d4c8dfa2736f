using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>
/// Activation checkpointing (Chen et al. 2016, arXiv 1604.06174): a part of a model that keeps only its inputs; the backward pass computes
/// it again, with the same random numbers, so that loss and gradients have the same bits.
/// </summary>
internal sealed class Recomputed : AutogradFunction
{
    private readonly Func<Tensor?[], Tensor[]> _part;
    private readonly Tensor _random;

    /// <summary>A GPU's generator cannot be read: it is seeded anew before either pass. Null on the CPU.</summary>
    private readonly long? _seed;

    private Tensor[] _outputs = [];

    private Recomputed(Func<Tensor?[], Tensor[]> part, bool onGpu)
    {
        (_part, _seed) = (part, onGpu ? randint(long.MaxValue, 1).item<long>() : null);
        _random = get_rng_state().DetachFromDisposeScope();
    }

    /// <summary>The part's outputs.</summary>
    /// <param name="part">
    /// Computes from its inputs and weights alone: other tensors that it reads must live until the backward pass. Its outputs are not the
    /// inputs themselves, nor the same tensor twice. Weights get their gradients as leaves.
    /// </param>
    /// <param name="inputs">Gradients flow to those that take them.</param>
    public static Tensor[] Of(Func<Tensor?[], Tensor[]> part, params Tensor?[] inputs)
    {
        using var scope = NewDisposeScope();
        var function = new Recomputed(part, inputs.Any(i => i?.device_type == DeviceType.CUDA));
        function.SeedGpu();

        // With a graph, which goes with the scope: dropout asks whether gradients are recorded.
        var outputs = part(inputs);
        if (outputs.Any(o => o.requires_grad))
        {
            function._outputs = [.. outputs.Select(o => o.detach())];
            outputs = function.Record(inputs);
        }
        else
        {
            function.Released();
        }

        return [.. outputs.Select(o => o.MoveToOuterDisposeScope())];
    }

    protected override Tensor[] Forward(Tensor?[] inputs)
    {
        Save(inputs);
        var outputs = _outputs;
        _outputs = [];
        return outputs;
    }

    protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients)
    {
        using var recording = enable_grad();
        var inputs = new Tensor?[saved.Length];
        for (var i = 0; i < saved.Length; i++)
            inputs[i] = Wants(i) ? saved[i]!.detach().requires_grad_() : saved[i];
        var outputs = Again(inputs);
        Tensor[] made = [.. outputs.Where((o, i) => gradients[i] is not null && o.requires_grad)];
        Tensor[] given = [.. gradients.Where((g, i) => g is not null && outputs[i].requires_grad).Select(g => g!)];
        if (made.Length > 0)
            Autograd.Backward(made, given);
        return [.. inputs.Select((input, i) => Wants(i) && input!.grad is { IsInvalid: false } gradient ? gradient : null)];
    }

    protected override void Released() => _random.Dispose();

    private void SeedGpu()
    {
        if (_seed is { } seed)
            cuda.manual_seed(seed);
    }

    private Tensor[] Again(Tensor?[] inputs)
    {
        using var now = get_rng_state();
        set_rng_state(_random);
        SeedGpu();
        try
        {
            return _part(inputs);
        }
        finally
        {
            set_rng_state(now);
        }
    }
}
