using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>
/// The exponential moving average of the weights over a run's steps (Polyak and Juditsky 1992), as torch's AveragedModel has it.
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly double _decay;
    private readonly Tensor _weights;

    /// <param name="weights">[P], fp32.</param>
    /// <param name="decay">Share of the old average in the new one, in (0, 1).</param>
    public WeightAverage(Tensor weights, double decay)
    {
        using var noGrad = no_grad();
        (_weights, _decay) = (weights, decay);
        Values = weights.detach().clone().DetachFromDisposeScope();
    }

    /// <summary>[P], fp32.</summary>
    public Tensor Values { get; }

    /// <summary>
    /// Takes in the weights after optimiser step <paramref name="step"/>, from 1; after the first the average is what they are.
    /// </summary>
    public void Update(long step)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        if (step <= 1)
            Values.copy_(_weights);
        else
            Values.mul_(_decay).add_(_weights * (1 - _decay));
    }

    /// <summary>Puts the average in the weights' place and the weights in its own; doing it again undoes it.</summary>
    public void Exchange()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var weights = _weights.clone();
        _weights.copy_(Values);
        Values.copy_(weights);
    }

    public void Dispose() => Values.Dispose();
}
