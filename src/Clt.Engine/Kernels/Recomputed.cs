using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Kernels;

/// <summary>
/// A part of a model that keeps only its inputs; the backward pass computes it again, with the same random numbers, so that loss and
/// gradients have the same bits (activation checkpointing, Chen et al. 2016, arXiv 1604.06174).
/// </summary>
internal sealed unsafe class Recomputed
{
    private readonly Func<Tensor?[], Tensor[]> _part;
    private readonly int _inputs;
    private readonly Tensor _random;
    private Tensor[] _again = [];

    private Recomputed(Func<Tensor?[], Tensor[]> part, int inputs, Tensor random) => (_part, _inputs, _random) = (part, inputs, random);

    /// <summary>The part's outputs.</summary>
    /// <param name="part">
    /// Computes from its inputs and weights alone: other tensors that it reads must live until the backward pass. Its outputs are not the inputs
    /// themselves, nor the same tensor twice.
    /// </param>
    /// <param name="inputs">Gradients flow to those that take them.</param>
    /// <exception cref="InputException">There are no native kernels.</exception>
    public static Tensor[] Of(Func<Tensor?[], Tensor[]> part, params Tensor?[] inputs)
    {
        if (!Ops.NativeAvailable)
            throw new InputException("activation checkpointing needs the native kernels", "training settings, checkpointing", Ops.Why);
        using var scope = NewDisposeScope();
        var random = get_rng_state();
        var outputs = part(inputs);
        if (!outputs.Any(o => o.requires_grad)) return [.. outputs.Select(o => o.MoveToOuterDisposeScope())];

        // The graph goes with the scope: what it kept for a backward pass is freed.
        outputs = [.. outputs.Select(o => o.detach().MoveToOuterDisposeScope())];
        Join(inputs, outputs, new Recomputed(part, inputs.Length, random.DetachFromDisposeScope()));
        return outputs;
    }

    private static void Join(Tensor?[] inputs, Tensor[] outputs, Recomputed again)
    {
        var context = GCHandle.ToIntPtr(GCHandle.Alloc(again));
        fixed (nint* given = inputs.Select(KernelMethods.HandleOf).ToArray(), made = outputs.Select(o => o.Handle).ToArray())
        {
            if (KernelMethods.clt_recompute(given, inputs.Length, made, outputs.Length, &Compute, &Release, context) != 0) throw KernelMethods.Error();
        }

        GC.KeepAlive(inputs);
        GC.KeepAlive(outputs);
    }

    [UnmanagedCallersOnly]
    private static int Compute(nint context, nint* inputs, nint* outputs, byte* message, long capacity)
    {
        try
        {
            ((Recomputed)GCHandle.FromIntPtr(context).Target!).Again(inputs, outputs);
            return 0;
        }
        catch (Exception error)
        {
            // No exception may cross native frames; the backward pass throws what is said here.
            var text = Encoding.UTF8.GetBytes(error.Message).AsSpan();
            text = text[..(int)Math.Min(text.Length, capacity - 1)];
            text.CopyTo(new Span<byte>(message, text.Length));
            message[text.Length] = 0;
            return 1;
        }
    }

    [UnmanagedCallersOnly]
    private static void Release(nint context)
    {
        var handle = GCHandle.FromIntPtr(context);
        var again = (Recomputed)handle.Target!;
        foreach (var output in again._again) output.Dispose();
        again._random.Dispose();
        handle.Free();
    }

    private void Again(nint* inputs, nint* outputs)
    {
        using var scope = NewDisposeScope();
        var given = new List<Tensor?>();
        for (var i = 0; i < _inputs; i++) given.Add(inputs[i] == 0 ? null : Tensor.UnsafeCreateTensor(inputs[i]));
        var now = get_rng_state();
        set_rng_state(_random);
        try
        {
            _again = [.. _part([.. given]).Select(o => o.DetachFromDisposeScope())];
        }
        finally
        {
            set_rng_state(now);
        }

        for (var i = 0; i < _again.Length; i++) outputs[i] = _again[i].Handle;
    }
}
