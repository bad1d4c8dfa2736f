using Clt.Engine.Checkpoints;
using Clt.Engine.Kernels;
using Clt.Engine.Models;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>AdamW over the flat buffers of a model, with its place in a checkpoint. Each rank holds the moments of its slice.</summary>
internal sealed class OptimizerState : IDisposable
{
    private const string FirstName = "first_moment";
    private const string SecondName = "second_moment";
    private readonly FlatParameters _parameters;
    private readonly TrainingSettings _settings;
    private readonly Ranks _ranks;
    private readonly long _start;
    private readonly Tensor _values, _gradients;
    private readonly FlatAdamW _adam;
    private Tensor[] _collected = [];

    public OptimizerState(FlatParameters parameters, TrainingSettings settings, Ranks ranks)
    {
        (_parameters, _settings, _ranks) = (parameters, settings, ranks);
        parameters.UseGradients();
        ranks.Attach(parameters);
        (_start, var length) = ranks.Slice(parameters.Values.NumberOfElements);
        using var noGrad = no_grad();
        _values = parameters.Values.narrow(0, _start, length).DetachFromDisposeScope();
        _gradients = parameters.Gradients!.narrow(0, _start, length).DetachFromDisposeScope();
        _adam = new FlatAdamW(_values, [.. parameters.Ranges(settings.WeightDecay).Select(r => r.Within(_start, length)).Where(r => r.Length > 0)]);
    }

    /// <summary>One update with the accumulated gradients, which are cleared.</summary>
    /// <param name="rate">Learning rate.</param>
    /// <returns>L2 norm of the gradients before clipping; where it is not finite nothing is updated.</returns>
    public double Step(double rate)
    {
        using var noGrad = no_grad();
        var norm = FlatAdamW.GradNorm(_parameters.Gradients!);
        if (!double.IsFinite(norm)) return norm;
        var clip = _settings.ClipNorm > 0 ? Math.Min(1, _settings.ClipNorm / (norm + 1e-6)) : 1;
        _adam.Step(_gradients, rate, _settings.Beta1, _settings.Beta2, _settings.Epsilon, clip, clearGradient: true);
        // The other ranks' slices of the sum.
        if (_gradients.NumberOfElements < _parameters.Gradients!.NumberOfElements) _parameters.Gradients.zero_();
        _ranks.Gather(_parameters.Values);
        return norm;
    }

    /// <summary>Collects both moments from all ranks, so that <see cref="Save"/> has them whole. All ranks must call it.</summary>
    public void Collect()
    {
        if (_values.NumberOfElements == _parameters.Values.NumberOfElements) return;
        Forget();
        _collected = [Whole(_adam.FirstMoment), Whole(_adam.SecondMoment)];
        if (!_ranks.IsFirst) Forget();
    }

    /// <summary>Writes both moments and returns the file's SHA-256; after <see cref="Collect"/>, on the first rank.</summary>
    public string Save(string path)
    {
        Tensor[] moments = _collected.Length > 0 ? _collected : [_adam.FirstMoment, _adam.SecondMoment];
        var sum = SafetensorsWriter.Write(path, [Entry(FirstName, moments[0]), Entry(SecondName, moments[1])]);
        Forget();
        return sum;
    }

    /// <summary>Puts the moments back as they were after so many steps.</summary>
    /// <exception cref="InputException">The file does not fit the model.</exception>
    public void Load(string path, int steps)
    {
        using var file = SafetensorsFile.Open(path);
        Copy(FirstName, _adam.FirstMoment);
        Copy(SecondName, _adam.SecondMoment);
        _adam.Steps = steps;

        void Copy(string name, Tensor to)
        {
            if (file[name].Bytes != _parameters.Values.NumberOfElements * sizeof(float))
            {
                throw new InputException($"the optimiser's state {file[name].Describe()} does not fit the model", path, "Remove the checkpoint.");
            }

            var slice = to.bytes;
            file.Bytes(name).Slice(checked((int)(_start * sizeof(float))), slice.Length).CopyTo(slice);
        }
    }

    public void Dispose()
    {
        Forget();
        _adam.Dispose();
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
