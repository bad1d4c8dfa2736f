using Clt.Engine.Adapters;
using Clt.Engine.Models.Seq2Seq;
using Clt.Recipes.Adapters;
using Clt.Recipes.Grid;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Recipes.Training;
using Clt.Recipes.Training.Objectives;

namespace Clt.Recipes.Studies;

/// <summary>
/// A training stage: what is trained on, how, and of which weights. A study has one or several, each starting from the weights of the one
/// before.
/// </summary>
/// <remarks>Immutable, and while a recipe is read it may lack parts: <c>StudyChecks</c> finds them.</remarks>
internal sealed record Stage(string Name = "")
{
    /// <summary>What it is trained on; null until it is named.</summary>
    public Choice<MixtureSpec>? Mixture { get; init; }

    /// <summary>How; null until it is named.</summary>
    public TrainChoice? Train { get; init; }

    /// <summary>What is trained in place of all weights, or null.</summary>
    public Choice<IAdapterSpec?>? Adapter { get; init; }

    /// <summary>What becomes of the model before anything is trained; null where it stays what it is.</summary>
    public Choice<WarmStart?>? Into { get; init; }

    /// <summary>What becomes of the adapter of the stage before; null where the recipe does not say.</summary>
    public Choice<AdapterBefore?>? Before { get; init; }

    public Choice<WeightRules> Weights { get; init; } = Choice.Default(WeightRules.None);

    public Choice<IObjectiveSpec> Objective { get; init; } = Choice.Default(CrossEntropySpec.Default);

    /// <summary>How it is trained at a point of the grid; null where nothing is trained.</summary>
    /// <param name="p">The point.</param>
    /// <param name="before">The adapter that the stage before has trained, or null.</param>
    public TrainSpec? At(Point p, IAdapterSpec? before)
    {
        if (Train is null)
            return null;
        var adapter = Adapter?.At(p) ?? (Before?.At(p) == AdapterBefore.Continue ? before : null);
        return Train.At(p, adapter) with { Objective = Objective.At(p), Weights = Weights.At(p) };
    }

    /// <summary>The words of the recipe that have set something, for problems.</summary>
    public IEnumerable<string> WordsUsed
    {
        get
        {
            if (Mixture is not null)
                yield return ".Mixture";
            if (Train is not null)
                yield return ".Train";
            if (Adapter is not null)
                yield return ".Adapter";
            if (Into is not null)
                yield return ".Into";
            if (Objective.Origin != "default")
                yield return ".Objective";
            if (Weights.Origin != "default")
                yield return ".Freeze, .Reinitialise or .Rates";
        }
    }

    /// <summary>Keeps weights as they are.</summary>
    public Stage Freeze(Choice<string> patterns, Choice<string>? except) =>
        Weigh(
            (rules, p) => rules with { Frozen = Split(patterns.At(p)), Thawed = except is null ? [] : Split(except.At(p)) },
            patterns.Origin,
            except?.Origin
        );

    /// <summary>Makes weights afresh.</summary>
    public Stage Reinitialise(Choice<string> patterns) =>
        Weigh((rules, p) => rules with { Renewed = Split(patterns.At(p)) }, patterns.Origin);

    /// <summary>Trains weights at other rates.</summary>
    public Stage Rates(Choice<double>? layerDecay, IReadOnlyList<(string Pattern, double Factor)> factors) =>
        Weigh((rules, p) => rules with { LayerDecay = layerDecay?.At(p) ?? 1, Rates = factors }, layerDecay?.Origin);

    private Stage Weigh(Func<WeightRules, Point, WeightRules> change, params string?[] origins)
    {
        var before = Weights;
        return this with { Weights = Choice.From(p => change(before.At(p), p), Choice.Origins([before.Origin, .. origins])) };
    }

    private static string[] Split(string text) => text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
}
