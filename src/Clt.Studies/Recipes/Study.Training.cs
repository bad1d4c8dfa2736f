using Clt.Engine.Adapters;

namespace Clt.Studies;

/// <summary>What is trained of the model, and towards what.</summary>
public sealed partial record Study
{
    internal Choice<IAdapterSpec?>? AdapterChoice { get; init; }

    internal Choice<WeightRules> WeightsChoice { get; init; } = Choice.Default(WeightRules.None);

    internal Choice<IObjectiveSpec> ObjectiveChoice { get; init; } = Choice.Default(CrossEntropySpec.Default);

    /// <summary>What each cell trains in place of the base's weights: <c>Lora(rank: 16)</c>, <c>Bottleneck(width: 48)</c>.</summary>
    public Study Adapter(Choice<IAdapterSpec?> adapter) => this with { AdapterChoice = adapter };

    /// <summary>What training minimises: <c>CrossEntropy(…)</c>, <c>Distil(…)</c>, <c>Dpo(…)</c>, <c>Ewc(…)</c>.</summary>
    public Study Objective(Choice<IObjectiveSpec> objective) => this with { ObjectiveChoice = objective };

    /// <summary>Keeps weights of the model as they are.</summary>
    /// <param name="patterns">The engine's names, with spaces between: <c>"embedding layers.0"</c>; <c>*</c> stands for anything.</param>
    /// <param name="except">Those among them that are trained after all.</param>
    public Study Freeze(Choice<string> patterns, Choice<string>? except = null) => Weigh(
        (rules, p) => rules with { Frozen = Words(patterns.At(p)), Thawed = except is null ? [] : Words(except.At(p)) },
        patterns.Origin, except?.Origin);

    /// <summary>Makes weights of the model afresh before training: <c>"layers.11"</c>.</summary>
    public Study Reinitialise(Choice<string> patterns) => Weigh((rules, p) => rules with { Renewed = Words(patterns.At(p)) }, patterns.Origin);

    /// <summary>Trains weights of the model at other rates.</summary>
    /// <param name="layerDecay">The rate of a layer over that of the layer above it; 1 by default.</param>
    /// <param name="factors">Patterns with what their rate is multiplied with: <c>("head", 10)</c>.</param>
    public Study Rates(Choice<double>? layerDecay = null, params (string Pattern, double Factor)[] factors) =>
        Weigh((rules, p) => rules with { LayerDecay = layerDecay?.At(p) ?? 1, Rates = factors }, layerDecay?.Origin);

    /// <summary>How a cell is trained at a point of the grid; null where nothing is trained.</summary>
    internal TrainSpec? TrainAt(Point p) => TrainChoice is null ? null : TrainChoice.At(p, AdapterChoice?.At(p)) with
    {
        Objective = ObjectiveChoice.At(p),
        Weights = WeightsChoice.At(p),
    };

    private Study Weigh(Func<WeightRules, Point, WeightRules> change, params string?[] origins)
    {
        var before = WeightsChoice;
        return this with { WeightsChoice = Choice.From(p => change(before.At(p), p), Choice.Origins([before.Origin, .. origins])) };
    }

    private static string[] Words(string text) => text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
}
