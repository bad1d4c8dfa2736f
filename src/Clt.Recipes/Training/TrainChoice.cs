using System.Globalization;
using Clt.Engine.Adapters;
using Clt.Engine.Optimizers;
using Clt.Engine.Training;
using Clt.Recipes.Grid;
using Clt.Results.Store;

namespace Clt.Recipes.Training;

/// <summary>
/// The training hyperparameters of a study or of a base, each of which may depend on axes. What is not given is as <see cref="TrainSpec"/>
/// has it.
/// </summary>
public sealed class TrainChoice
{
    private readonly List<Func<TrainSpec, Point, TrainSpec>> _given = [];
    private readonly Dictionary<string, string> _origins = new(StringComparer.Ordinal);
    private readonly Choice<int> _batch;
    private readonly Choice<ISchedule> _rate;

    /// <summary>The parameters are those of <c>.Train(…)</c>.</summary>
    public TrainChoice(
        Choice<int> batch,
        Choice<ISchedule> lr,
        Choice<int>? epochs = null,
        Choice<Packing>? packing = null,
        Choice<Cadence>? checkpointEvery = null,
        Choice<SelectBy>? selectBy = null,
        Choice<double>? weightDecay = null,
        Choice<double>? clip = null,
        Choice<int>? validation = null,
        Choice<IOptimizer>? optimizer = null,
        Choice<Precision>? precision = null,
        Choice<double>? ema = null,
        Choice<int>? earlyStopping = null,
        Choice<Cadence>? evaluateEvery = null,
        Choice<int>? evaluateItems = null,
        Choice<double>? spikeFactor = null,
        Choice<ActivationCheckpointing>? recompute = null)
    {
        (_batch, _rate) = (batch, lr);
        (_origins["batch"], _origins["learning rate"]) = (batch.Origin, lr.Origin);
        Give("epochs", epochs, (t, v) => t with { Epochs = v });
        Give("packing", packing, (t, v) => t with { Packing = v });
        Give("checkpoint every", checkpointEvery, (t, v) => t with { CheckpointEvery = v });
        Give("select by", selectBy, (t, v) => t with { SelectBy = v });
        Give("weight decay", weightDecay, (t, v) => t with { WeightDecay = v });
        Give("clip", clip, (t, v) => t with { Clip = v });
        Give("validation examples a language", validation, (t, v) => t with { Validation = v });
        Give("optimizer", optimizer, (t, v) => t with { Optimizer = v });
        Give("precision", precision, (t, v) => t with { Precision = v });
        Give("average of weights", ema, (t, v) => t with { Average = v });
        Give("early stopping", earlyStopping, (t, v) => t with { Patience = v });
        Give("items measured", evaluateItems, (t, v) => t with { MeasureItems = v });
        Give("measured while trained", evaluateEvery, (t, v) => t with { MeasureEvery = v });
        Give("loss spikes", spikeFactor, (t, v) => t with { SpikeFactor = v });
        Give("blocks computed again", recompute, (t, v) => t with { Recompute = v });
    }

    /// <summary>The settings at a point of the grid.</summary>
    /// <param name="p">The point.</param>
    /// <param name="adapter">
    /// What is trained in place of all weights, or null; its base is kept as it is stored unless the recipe says otherwise.
    /// </param>
    public TrainSpec At(Point p, IAdapterSpec? adapter = null)
    {
        var precision = adapter is null ? Precision.Float32 : Precision.Stored;
        var start = new TrainSpec(_batch.At(p), _rate.At(p)) { Adapter = adapter, Precision = precision };
        return _given.Aggregate(start, (train, give) => give(train, p));
    }

    /// <summary>One row a setting, with its value and where it came from.</summary>
    public IReadOnlyList<SettingRow> Rows(TrainSpec train, bool pretraining) =>
    [
        .. TrainSettings.All.Where(s => s.OfPretraining || !pretraining)
            .Select(s => new SettingRow(s.Name, s.Text?.Invoke(train) ?? Text(s.Value(train)),
                _origins.GetValueOrDefault(s.Name, "default"))),
    ];

    private void Give<T>(string name, Choice<T>? choice, Func<TrainSpec, T, TrainSpec> set)
    {
        if (choice is null) return;
        _origins[name] = choice.Origin;
        _given.Add((train, p) => set(train, choice.At(p)));
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
