using Clt.Engine.Parameters;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>
/// The fp32 weights that an optimiser updates and the fp32 gradients it reads. A model in fp32 has them itself; one that computes in bf16
/// has a copy of its weights in fp32 here, of which its own are the rounded mirror.
/// </summary>
internal sealed class MasterWeights : IDisposable
{
    private readonly FlatParameters _parameters;

    public MasterWeights(FlatParameters parameters)
    {
        _parameters = parameters;
        parameters.UseGradients();
        using var noGrad = no_grad();
        if (parameters.Dtype == Dtype.Float32)
        {
            (Values, Gradients) = (parameters.Values, parameters.Gradients!);
            return;
        }

        Mirror = parameters.Values;
        Values = Mirror.to_type(ScalarType.Float32).DetachFromDisposeScope();
        Gradients = zeros_like(Values).DetachFromDisposeScope();
    }

    /// <summary>[P], fp32.</summary>
    public Tensor Values { get; }

    /// <summary>[P], fp32: sums over the micro-batches so far.</summary>
    public Tensor Gradients { get; }

    /// <summary>[P], bf16: the model's own weights; null where they are <see cref="Values"/>.</summary>
    public Tensor? Mirror { get; }

    /// <summary>Adds the gradients of a micro-batch in fp32: sums of many would lose their small terms in bf16.</summary>
    public void TakeGradients()
    {
        if (Mirror is null)
            return;
        using var noGrad = no_grad();
        Gradients.add_(_parameters.Gradients!);
        _parameters.Gradients!.zero_();
    }

    /// <summary>Forgets all gradients of the step so far.</summary>
    public void ClearGradients()
    {
        using var noGrad = no_grad();
        Gradients.zero_();
        _parameters.Gradients!.zero_();
    }

    /// <summary>Brings the model's weights up to date after <see cref="Values"/> were overwritten.</summary>
    public void Publish()
    {
        using var noGrad = no_grad();
        Mirror?.copy_(Values);
    }

    public void Dispose()
    {
        if (Mirror is null)
            return;
        Values.Dispose();
        Gradients.Dispose();
    }
}
