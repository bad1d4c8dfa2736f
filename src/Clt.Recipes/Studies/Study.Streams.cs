using Clt.Recipes.Grid;
using Clt.Recipes.Streams;
using Clt.Recipes.Training;
using Clt.Recipes.Training.Objectives;

namespace Clt.Recipes.Studies;

/// <summary>Continual learning: languages that come one after the other.</summary>
public sealed partial record Study
{
    /// <summary>Whether the study measures its base under a fresh head too: what a stream's transfer is compared with.</summary>
    internal bool MeasuresFreshHeads { get; init; }

    /// <summary>
    /// Continual learning over a stream of languages (M'hamdi et al. 2023): a stage for each hop, <c>hop 1</c> and so on, which trains one
    /// language from the weights of the hop before; all hops are measured in all languages of <see cref="Evaluate"/>. An encoder is
    /// measured before the stream too, under the fresh head of each seed.
    /// </summary>
    /// <param name="order">The languages in their order, at least two: <c>Orders("en de fr", "fr de en")</c> is an axis of them.</param>
    /// <param name="count">Examples of each language.</param>
    /// <param name="train">How each hop is trained: <c>Train(batch: 16, lr: Constant(3e-5), epochs: 10)</c>.</param>
    /// <param name="method">
    /// How forgetting is prevented, and the references without a stream: <c>InTurn()</c> (the default), <c>InTurn(Replay(…))</c>,
    /// <c>Alone()</c>, <c>Together()</c>, <c>Growing()</c>; usually an axis.
    /// </param>
    /// <param name="objective">What a hop minimises where the method names nothing else; cross-entropy by default.</param>
    /// <exception cref="InputException">An order has fewer than two hops, or orders are of different languages.</exception>
    public Study Stream(
        Choice<LanguageSet> order,
        Choice<int> count,
        TrainChoice train,
        Choice<StreamMethod>? method = null,
        Choice<IObjectiveSpec>? objective = null
    )
    {
        var hops = new StreamHops(
            order,
            count,
            train,
            method ?? Choice.Default(new StreamMethod(StreamCourse.InTurn)),
            objective ?? Choice.Default(CrossEntropySpec.Default)
        );
        return this with { Named = [.. Named, .. hops.Stages], MeasuresFreshHeads = true };
    }
}
