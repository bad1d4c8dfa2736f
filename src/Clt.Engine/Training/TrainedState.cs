using Clt.Engine.Optimizers;
using Clt.Engine.Parameters;
using Clt.Formats.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>
/// Everything a run changes: weights, the optimiser's tensors and the weights' average, with their place in a checkpoint.
/// </summary>
/// <remarks>
/// Each rank holds the optimiser's state of its slice of the weights. Optimisers that look at whole tensors keep little and have all of it
/// on every rank.
/// </remarks>
internal sealed class TrainedState : IDisposable
{
    private const string WeightsName = "weights";
    private const string AverageName = "average";
    private const string OptimizerPrefix = "optimizer.";
    private readonly MasterWeights _weights;
    private readonly WeightAverage? _average;
    private readonly double _clipNorm;
    private readonly Ranks _ranks;
    private readonly long _start;
    private readonly Tensor _values,
        _gradients;
    private readonly FlatOptimizer _optimizer;

    public TrainedState(FlatParameters parameters, TrainingSettings settings, Ranks ranks)
    {
        (_clipNorm, _ranks) = (settings.ClipNorm, ranks);
        _weights = new MasterWeights(parameters);
        ranks.Attach(parameters, _weights);
        var (whole, optimizer) = (_weights.Values.NumberOfElements, settings.Optimizer);
        (_start, var length) = optimizer.Info.NeedsTensors ? (0, whole) : ranks.Slice(whole);
        using var noGrad = no_grad();
        _values = _weights.Values.narrow(0, _start, length).DetachFromDisposeScope();
        _gradients = _weights.Gradients.narrow(0, _start, length).DetachFromDisposeScope();
        _optimizer = optimizer.Over(
            _values,
            optimizer.Info.NeedsTensors
                ? parameters.TensorRanges(settings.WeightDecay)
                : [.. parameters.Ranges(settings.WeightDecay).Select(r => r.Within(_start, length)).Where(r => r.Length > 0)]
        );
        _average = settings.AverageDecay > 0 ? new WeightAverage(_weights.Values, settings.AverageDecay) : null;
    }

    /// <summary>[P], fp32: the step's gradients so far.</summary>
    public Tensor Gradients => _weights.Gradients;

    private bool IsSliced => _values.NumberOfElements < _weights.Values.NumberOfElements;

    /// <summary>Adds a micro-batch's gradients to the step's; after every backward pass.</summary>
    public void TakeGradients() => _weights.TakeGradients();

    /// <summary>Forgets the gradients of the step so far.</summary>
    public void ClearGradients() => _weights.ClearGradients();

    /// <summary>One update with the accumulated gradients, which are cleared.</summary>
    /// <param name="rate">Learning rate.</param>
    /// <param name="targets">The gradients are of a sum over so many targets; the update is for their mean.</param>
    /// <returns>L2 norm of the mean's gradient before clipping; where it is not finite nothing is updated.</returns>
    public double Step(double rate, long targets)
    {
        using var noGrad = no_grad();
        var norm = FlatOptimizer.GradNorm(_weights.Gradients) / targets;
        if (!double.IsFinite(norm))
            return norm;
        var clip = _clipNorm > 0 ? Math.Min(1, _clipNorm / (norm + 1e-6)) : 1;
        _optimizer.Step(_gradients, rate, clip / targets, clearGradient: true, IsSliced ? null : _weights.Mirror);
        if (IsSliced)
        {
            // The other ranks' slices of the sum.
            _weights.Gradients.zero_();
            _ranks.Gather(_weights.Values);
            _weights.Publish();
        }

        _average?.Update(_optimizer.Steps);
        return norm;
    }

    /// <summary>Computes with the weights' average, where one is kept, until the result is disposed of.</summary>
    public IDisposable UseAverage() => new Averaged(this);

    /// <summary>Copies all tensors. All ranks must call it; the first gets the copies.</summary>
    public void Take(StateSnapshot snapshot)
    {
        if (_ranks.IsFirst)
        {
            snapshot.Take(WeightsName, _weights.Values);
            if (_average is not null)
                snapshot.Take(AverageName, _average.Values);
        }

        foreach (var (name, state) in _optimizer.State)
        {
            using var whole = IsSliced ? Whole(state) : null;
            if (_ranks.IsFirst)
                snapshot.Take(OptimizerPrefix + name, whole ?? state);
        }
    }

    /// <summary>Puts all tensors back as they were after so many steps.</summary>
    /// <exception cref="InputException">The file does not fit the model or the optimiser.</exception>
    public void Restore(string path, int steps)
    {
        using var file = SafetensorsFile.Open(path);
        Read(file, WeightsName, _weights.Values);
        _weights.Publish();
        if (_average is not null)
            Read(file, AverageName, _average.Values);
        foreach (var (name, state) in _optimizer.State)
        {
            if (!IsSliced)
            {
                Read(file, OptimizerPrefix + name, state);
                continue;
            }

            using var whole = zeros_like(_weights.Values);
            Read(file, OptimizerPrefix + name, whole);
            using var mine = whole.narrow(0, _start, state.NumberOfElements);
            state.copy_(mine);
        }

        _optimizer.Steps = steps;
    }

    /// <summary>Puts the weights of a checkpoint, or their average where one is kept, into the model.</summary>
    public void RestoreWeights(string path)
    {
        using var file = SafetensorsFile.Open(path);
        Read(file, _average is null ? WeightsName : AverageName, _weights.Values);
        _weights.Publish();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _average?.Dispose();
        _values.Dispose();
        _gradients.Dispose();
        _weights.Dispose();
    }

    private static void Read(SafetensorsFile file, string name, Tensor into)
    {
        if (file[name].Bytes != into.NumberOfElements * sizeof(float))
            throw new InputException(
                $"the checkpoint's {file[name].Describe()} does not fit the model",
                file.Path,
                "Remove the checkpoint."
            );
        using var noGrad = no_grad();
        if (into.device_type == DeviceType.CPU)
        {
            file.Bytes(name).CopyTo(into.bytes);
            return;
        }

        using var staged = empty_like(into, device: CPU);
        file.Bytes(name).CopyTo(staged.bytes);
        into.copy_(staged);
    }

    private Tensor Whole(Tensor slice)
    {
        var whole = zeros_like(_weights.Values).DetachFromDisposeScope();
        using var mine = whole.narrow(0, _start, slice.NumberOfElements);
        mine.copy_(slice);
        _ranks.Gather(whole);
        return whole;
    }

    private void Exchange()
    {
        _average?.Exchange();
        if (_average is not null)
            _weights.Publish();
    }

    private sealed class Averaged : IDisposable
    {
        private readonly TrainedState _state;

        public Averaged(TrainedState state) => (_state = state).Exchange();

        public void Dispose() => _state.Exchange();
    }
}
