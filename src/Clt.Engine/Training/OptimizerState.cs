using Clt.Engine.Checkpoints;
using Clt.Engine.Kernels;
using Clt.Engine.Models;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>AdamW over the flat buffers of a model, with its place in a checkpoint.</summary>
internal sealed class OptimizerState : IDisposable
{
    private const string FirstName = "first_moment";
    private const string SecondName = "second_moment";
    private readonly FlatParameters _parameters;
    private readonly TrainingSettings _settings;
    private readonly FlatAdamW _adam;

    public OptimizerState(FlatParameters parameters, TrainingSettings settings)
    {
        (_parameters, _settings) = (parameters, settings);
        parameters.UseGradients();
        var (decayed, all) = (parameters.DecayedLength, parameters.Values.NumberOfElements);
        FlatRange[] ranges = [new(0, decayed, settings.WeightDecay), new(decayed, all - decayed, 0)];
        _adam = new FlatAdamW(parameters.Values, [.. ranges.Where(r => r.Length > 0)]);
    }

    /// <summary>One update with the accumulated gradients, which are cleared.</summary>
    /// <param name="rate">Learning rate.</param>
    /// <returns>L2 norm of the gradients before clipping; where it is not finite nothing is updated.</returns>
    public double Step(double rate)
    {
        using var noGrad = no_grad();
        var gradients = _parameters.Gradients!;
        var norm = FlatAdamW.GradNorm(gradients);
        if (!double.IsFinite(norm)) return norm;
        var clip = _settings.ClipNorm > 0 ? Math.Min(1, _settings.ClipNorm / (norm + 1e-6)) : 1;
        _adam.Step(gradients, rate, _settings.Beta1, _settings.Beta2, _settings.Epsilon, clip, clearGradient: true);
        return norm;
    }

    /// <summary>Writes both moments and returns the file's SHA-256.</summary>
    public string Save(string path) => SafetensorsWriter.Write(path, [Entry(FirstName, _adam.FirstMoment), Entry(SecondName, _adam.SecondMoment)]);

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
            if (file[name].Bytes != to.NumberOfElements * sizeof(float))
            {
                throw new InputException($"the optimiser's state {file[name].Describe()} does not fit the model", path, "Remove the checkpoint.");
            }

            file.Bytes(name).CopyTo(to.bytes);
        }
    }

    public void Dispose() => _adam.Dispose();

    private static TensorToWrite Entry(string name, Tensor tensor) =>
        new(name, TensorType.F32, [tensor.NumberOfElements], stream => stream.Write(tensor.bytes));
}
