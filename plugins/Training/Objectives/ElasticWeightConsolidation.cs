using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using Clt.Engine.Parameters;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>
/// Another objective with a penalty of strength/2 · Σ F (θ − θ*)² for leaving weights that matter to what was learnt before (Kirkpatrick et
/// al. 2017, arXiv 1612.00796). The penalty is added once to the mean loss of a step, however many micro-batches it has.
/// </summary>
public sealed class ElasticWeightConsolidation : IObjective
{
    private readonly IObjective _inner;
    private readonly double _strength;
    private readonly Tensor _anchor,
        _fisher;

    /// <param name="inner">What is learnt now; disposed of with this.</param>
    /// <param name="fisher">
    /// The diagonal of the Fisher information of what was learnt before, shaped as the model's flat values: see <see
    /// cref="FisherInformation"/>.
    /// Disposed of with this.
    /// </param>
    /// <param name="strength">λ, above 0.</param>
    /// <remarks>The weights to stay close to are those that the model has now.</remarks>
    /// <exception cref="InputException">The strength is not above 0, or the information does not fit the model.</exception>
    public ElasticWeightConsolidation(IObjective inner, Tensor fisher, double strength)
    {
        (_inner, _fisher, _strength) = (inner, fisher, strength);
        var values = inner.Model.Trained.Values;
        if (!(strength > 0))
            throw new InputException($"the strength is {strength}", "weight consolidation", "Give a number above 0.");
        if (fisher.NumberOfElements != values.NumberOfElements)
        {
            throw new InputException(
                $"the Fisher information has {fisher.NumberOfElements} elements, the model {values.NumberOfElements}",
                "weight consolidation",
                "Compute it with this model."
            );
        }

        using var noGrad = no_grad();
        _anchor = values.detach().clone().DetachFromDisposeScope();
    }

    public ITrainableModel Model => _inner.Model;

    /// <inheritdoc/>
    public IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) => _inner.Prepare(examples, seed);

    /// <inheritdoc/>
    public Tensor Loss(IReadOnlyList<TrainingExample> examples, bool training)
    {
        var loss = _inner.Loss(examples, training);
        if (!training)
            return loss;
        using var scope = NewDisposeScope();
        return (loss + Penalty() * examples.Sum(e => e.TargetCount)).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _inner.Dispose();
        _anchor.Dispose();
        _fisher.Dispose();
    }

    /// <summary>The penalty alone, differentiable.</summary>
    internal Tensor Penalty()
    {
        var parameters = Model.Trained;
        var terms = parameters
            .Specs.Where(s => parameters.IsTrained(s.Name))
            .Select(spec =>
            {
                var moved = parameters[spec.Name] - Of(_anchor, spec);
                return (moved * moved * Of(_fisher, spec)).sum();
            });
        return stack([.. terms]).sum() * (_strength / 2);

        Tensor Of(Tensor flat, ParameterSpec spec) => flat.narrow(0, parameters.Offset(spec.Name), spec.Count).view([.. spec.Shape]);
    }
}
