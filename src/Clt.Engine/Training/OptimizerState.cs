using Clt.Engine.Checkpoints;
using Clt.Engine.Models;
using Clt.Engine.Optimizers;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>The optimiser over the flat buffer of a model, with its place in a checkpoint.</summary>
/// <remarks>
/// Each rank holds the state of its slice of the buffer. Optimisers that look at whole tensors keep little and have all of it on every rank.
/// </remarks>
internal sealed class OptimizerState : IDisposable
{
    private readonly FlatParameters _parameters;
    private readonly double _clipNorm;
    private readonly Ranks _ranks;
    private readonly long _start;
    private readonly Tensor _values, _gradients;
    private readonly FlatOptimizer _optimizer;
    private Tensor[] _collected = [];

    public OptimizerState(FlatParameters parameters, TrainingSettings settings, Ranks ranks)
    {
        (_parameters, _clipNorm, _ranks) = (parameters, settings.ClipNorm, ranks);
        parameters.UseGradients();
        ranks.Attach(parameters);
        var (whole, optimizer) = (parameters.Values.NumberOfElements, settings.Optimizer);
        (_start, var length) = optimizer.NeedsTensors ? (0, whole) : ranks.Slice(whole);
        using var noGrad = no_grad();
        _values = parameters.Values.narrow(0, _start, length).DetachFromDisposeScope();
        _gradients = parameters.Gradients!.narrow(0, _start, length).DetachFromDisposeScope();
        _optimizer = optimizer.Over(_values, optimizer.NeedsTensors
            ? parameters.TensorRanges(settings.WeightDecay)
            : [.. parameters.Ranges(settings.WeightDecay).Select(r => r.Within(_start, length)).Where(r => r.Length > 0)]);
    }

    private bool IsSliced => _values.NumberOfElements < _parameters.Values.NumberOfElements;

    /// <summary>One update with the accumulated gradients, which are cleared.</summary>
    /// <param name="rate">Learning rate.</param>
    /// <returns>L2 norm of the gradients before clipping; where it is not finite nothing is updated.</returns>
    public double Step(double rate)
    {
        using var noGrad = no_grad();
        var norm = FlatOptimizer.GradNorm(_parameters.Gradients!);
        if (!double.IsFinite(norm)) return norm;
        var clip = _clipNorm > 0 ? Math.Min(1, _clipNorm / (norm + 1e-6)) : 1;
        _optimizer.Step(_gradients, rate, clip, clearGradient: true);
        if (!IsSliced) return norm;
        // The other ranks' slices of the sum.
        _parameters.Gradients!.zero_();
        _ranks.Gather(_parameters.Values);
        return norm;
    }

    /// <summary>Collects the state from all ranks, so that <see cref="Save"/> has it whole. All ranks must call it.</summary>
    public void Collect()
    {
        if (!IsSliced) return;
        Forget();
        _collected = [.. _optimizer.State.Select(s => Whole(s.Value))];
        if (!_ranks.IsFirst) Forget();
    }

    /// <summary>Writes the optimiser's tensors and returns the file's SHA-256; after <see cref="Collect"/>, on the first rank.</summary>
    public string Save(string path)
    {
        var tensors = _optimizer.State.Select((s, i) => Entry(s.Key, IsSliced ? _collected[i] : s.Value));
        var sum = SafetensorsWriter.Write(path, [.. tensors]);
        Forget();
        return sum;
    }

    /// <summary>Puts the tensors back as they were after so many steps.</summary>
    /// <exception cref="InputException">The file does not fit the model or the optimiser.</exception>
    public void Load(string path, int steps)
    {
        using var file = SafetensorsFile.Open(path);
        foreach (var (name, to) in _optimizer.State)
        {
            var expected = IsSliced ? _parameters.Values.NumberOfElements : to.NumberOfElements;
            if (file[name].Bytes != expected * sizeof(float))
            {
                throw new InputException($"the optimiser's state {file[name].Describe()} does not fit the model", path, "Remove the checkpoint.");
            }

            var mine = to.bytes;
            file.Bytes(name).Slice(checked((int)(_start * sizeof(float))), mine.Length).CopyTo(mine);
        }

        _optimizer.Steps = steps;
    }

    public void Dispose()
    {
        Forget();
        _optimizer.Dispose();
        _values.Dispose();
        _gradients.Dispose();
    }

    private Tensor Whole(Tensor slice)
    {
        using var noGrad = no_grad();
        var whole = zeros_like(_parameters.Values).DetachFromDisposeScope();
        using var mine = whole.narrow(0, _start, slice.NumberOfElements);
        mine.copy_(slice).Dispose();
        _ranks.Gather(whole);
        return whole;
    }

    private void Forget()
    {
        foreach (var tensor in _collected) tensor.Dispose();
        _collected = [];
    }

    private static TensorToWrite Entry(string name, Tensor tensor) =>
        new(name, TensorType.F32, [tensor.NumberOfElements], stream => stream.Write(tensor.bytes));
}
