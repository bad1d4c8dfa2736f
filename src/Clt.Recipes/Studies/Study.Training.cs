using Clt.Engine.Adapters;
using Clt.Engine.Models.Seq2Seq;
using Clt.Recipes.Adapters;
using Clt.Recipes.Grid;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Training;
using Clt.Recipes.Training.Objectives;

namespace Clt.Recipes.Studies;

/// <summary>What is trained of the model, and towards what: in one stage, or in several that follow each other.</summary>
public sealed partial record Study
{
    /// <summary>
    /// What <c>.Mixture</c>, <c>.Train</c> and the words beside them say: the one stage of a study without <c>.Stage</c>.
    /// </summary>
    internal Stage Single { get; init; } = new();

    /// <summary>What <c>.Stage</c> says, in order.</summary>
    internal IReadOnlyList<Stage> Named { get; init; } = [];

    /// <summary>The trainings of the study; none where it measures a base as it is.</summary>
    internal IReadOnlyList<Stage> Stages =>
        Named.Count > 0 ? Named
        : Single.Train is null ? []
        : [Single];

    /// <summary>
    /// Adds a training stage. The first starts from the base, each further one from the weights of the one before; all are measured by
    /// <see cref="Evaluate"/>. Points of the grid that agree up to a stage share its training.
    /// </summary>
    /// <param name="name">What results call it, such as <c>sft</c>.</param>
    /// <param name="mixture">What it is trained on; of the study's task where a part names none.</param>
    /// <param name="train">How: <c>Train(batch: 32, lr: Linear(1e-3))</c>.</param>
    /// <param name="objective">
    /// What it minimises; cross-entropy of the answers by default. A reference model is the one before the stage.
    /// </param>
    /// <param name="adapter">What it trains in place of all weights; none by default.</param>
    /// <param name="adapterBefore">
    /// What becomes of the adapter of the stage before: <c>MergeAdapter</c> (the default), <c>KeepAdapter</c>,
    /// <c>ExchangeAdapter</c> or <c>ContinueAdapter</c>.
    /// </param>
    /// <param name="freeze">Weights that stay as they are, as for <see cref="Freeze"/>.</param>
    /// <param name="except">Those among them that are trained after all.</param>
    /// <param name="reinitialise">Weights that are made afresh before it.</param>
    /// <param name="layerDecay">The rate of a layer over that of the layer above it.</param>
    /// <param name="rates">Patterns with what their rate is multiplied with.</param>
    /// <param name="into">What becomes of the model before it trains, as for <see cref="Into"/>; null at a point where it stays.</param>
    public Study Stage(
        string name,
        MixtureChoice mixture,
        TrainChoice train,
        Choice<IObjectiveSpec>? objective = null,
        Choice<IAdapterSpec?>? adapter = null,
        Choice<AdapterBefore>? adapterBefore = null,
        Choice<string>? freeze = null,
        Choice<string>? except = null,
        Choice<string>? reinitialise = null,
        Choice<double>? layerDecay = null,
        IReadOnlyList<(string Pattern, double Factor)>? rates = null,
        Choice<WarmStart?>? into = null
    )
    {
        var stage = new Stage(name)
        {
            Mixture = mixture,
            Train = train,
            Adapter = adapter,
            Into = into,
            Before = adapterBefore is null ? null : Choice.From(p => (AdapterBefore?)adapterBefore.At(p), adapterBefore.Origin),
        };
        if (objective is not null)
            stage = stage with { Objective = objective };
        if (freeze is not null || except is not null)
            stage = stage.Freeze(freeze ?? "", except);
        if (reinitialise is not null)
            stage = stage.Reinitialise(reinitialise);
        if (layerDecay is not null || rates is not null)
            stage = stage.Rates(layerDecay, rates ?? []);
        return this with { Named = [.. Named, stage] };
    }

    /// <summary>What each cell trains in place of the base's weights: <c>Lora(rank: 16)</c>, <c>Bottleneck(width: 48)</c>.</summary>
    public Study Adapter(Choice<IAdapterSpec?> adapter) => this with { Single = Single with { Adapter = adapter } };

    /// <summary>
    /// Warm-starting: what becomes of the model before it trains: <c>EncoderDecoder(layers: 3)</c>, an encoder-decoder that begins with an
    /// encoder's weights.
    /// </summary>
    public Study Into(Choice<WarmStart?> into) => this with { Single = Single with { Into = into } };

    /// <summary>What training minimises: <c>CrossEntropy(…)</c>, <c>Distil(…)</c>, <c>Dpo(…)</c>, <c>Ewc(…)</c>.</summary>
    public Study Objective(Choice<IObjectiveSpec> objective) => this with { Single = Single with { Objective = objective } };

    /// <summary>Keeps weights of the model as they are.</summary>
    /// <param name="patterns">The engine's names, with spaces between: <c>"embedding layers.0"</c>; <c>*</c> stands for anything.</param>
    /// <param name="except">Those among them that are trained after all.</param>
    public Study Freeze(Choice<string> patterns, Choice<string>? except = null) => this with { Single = Single.Freeze(patterns, except) };

    /// <summary>Makes weights of the model afresh before training: <c>"layers.11"</c>.</summary>
    public Study Reinitialise(Choice<string> patterns) => this with { Single = Single.Reinitialise(patterns) };

    /// <summary>Trains weights of the model at other rates.</summary>
    /// <param name="layerDecay">The rate of a layer over that of the layer above it; 1 by default.</param>
    /// <param name="factors">Patterns with what their rate is multiplied with: <c>("head", 10)</c>.</param>
    public Study Rates(Choice<double>? layerDecay = null, params (string Pattern, double Factor)[] factors) =>
        this with
        {
            Single = Single.Rates(layerDecay, factors),
        };
}
