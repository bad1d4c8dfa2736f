using Clt.Engine.Data;
using Clt.Engine.Objectives;
using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>Which weights matter to what a model has learnt.</summary>
public static class FisherInformation
{
    /// <summary>The empirical diagonal: the mean over examples of the squared gradient of an example's log-likelihood.</summary>
    /// <param name="objective">Its loss is the negative log-likelihood; its model's gradients are left zero.</param>
    /// <param name="examples">What was learnt, at least one.</param>
    /// <param name="cancel">Stops between examples.</param>
    /// <returns>Shaped as the model's flat values; the caller disposes of it.</returns>
    public static Tensor Diagonal(IObjective objective, IReadOnlyList<TrainingExample> examples, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(examples.Count);
        var parameters = objective.Model.Trained;
        parameters.UseGradients();
        var diagonal = zeros_like(parameters.Values).detach().DetachFromDisposeScope();
        foreach (var example in examples)
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            parameters.Gradients!.zero_();
            Autograd.Backward(objective.Loss([example], training: false));
            using var noGrad = no_grad();
            diagonal.add_(parameters.Gradients * parameters.Gradients / examples.Count);
        }

        parameters.Gradients!.zero_();
        return diagonal;
    }
}
