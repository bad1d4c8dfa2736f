using System.Globalization;
using Clt.Engine.Optimizers;
using Clt.Engine.Training;
using Clt.Recipes.Adapters;
using Clt.Recipes.Grid;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Recipes.Training;

/// <summary>The training settings of a study or of a base, each of which may depend on axes.</summary>
public sealed class TrainChoice(
    Choice<int> batch,
    Choice<LearningRate> lr,
    Choice<int>? epochs = null,
    Choice<Packing>? packing = null,
    Choice<Cadence>? checkpointEvery = null,
    Choice<Selection>? selectBy = null,
    Choice<double>? weightDecay = null,
    Choice<double>? clip = null,
    Choice<int>? validation = null,
    Choice<OptimizerSettings>? optimizer = null,
    Choice<Precision>? precision = null,
    Choice<double>? ema = null,
    Choice<int>? earlyStopping = null,
    Choice<Cadence>? evaluateEvery = null,
    Choice<int>? evaluateItems = null,
    Choice<double>? spikeFactor = null,
    Choice<ActivationCheckpointing>? recompute = null)
{
    private readonly Choice<OptimizerSettings> _optimizer = optimizer ?? Choice.Default<OptimizerSettings>(new AdamWSettings());
    private readonly string _precisionOrigin = precision?.Origin ?? "default";
    private readonly Choice<double> _ema = ema ?? Choice.Default(0.0);
    private readonly Choice<int> _patience = earlyStopping ?? Choice.Default(0);
    private readonly Choice<int> _curveItems = evaluateItems ?? Choice.Default(20);
    private readonly Choice<double> _spike = spikeFactor ?? Choice.Default(3.0);
    private readonly Choice<ActivationCheckpointing> _recompute = recompute ?? Choice.Default(ActivationCheckpointing.None);
    private readonly Choice<int> _epochs = epochs ?? Choice.Default(1);
    private readonly Choice<Packing> _packing = packing ?? Choice.Default(Packing.None);
    private readonly Choice<Cadence> _checkpoint = checkpointEvery ?? Choice.Default(new Cadence(100));
    private readonly Choice<Selection> _select = selectBy ?? Choice.Default(Selection.ValidationLoss);
    private readonly Choice<double> _decay = weightDecay ?? Choice.Default(0.0);
    private readonly Choice<double> _clip = clip ?? Choice.Default(1.0);
    private readonly Choice<int> _validation = validation ?? Choice.Default(50);

    /// <summary>The settings at a point of the grid.</summary>
    /// <param name="p">The point.</param>
    /// <param name="adapter">What is trained in place of all weights, or null.</param>
    public TrainSpec At(Point p, AdapterSpec? adapter = null) => new(
        batch.At(p), lr.At(p), _epochs.At(p), _packing.At(p), _checkpoint.At(p), _select.At(p), _decay.At(p), _clip.At(p), _validation.At(p))
    {
        Optimizer = _optimizer.At(p),
        Precision = precision?.At(p) ?? (adapter is null ? Precision.Float32 : Precision.Stored),
        Adapter = adapter,
        Average = _ema.At(p),
        Patience = _patience.At(p),
        Curve = evaluateEvery is null ? null : new CurveSpec(evaluateEvery.At(p).Every, _curveItems.At(p)),
        SpikeFactor = _spike.At(p),
        Recompute = _recompute.At(p),
    };

    /// <summary>One row a setting, with its value and where it came from.</summary>
    public IReadOnlyList<SettingRow> Rows(TrainSpec train, bool pretraining)
    {
        var rate = train.Rate;
        var warm = rate.Warmup > 0 ? $", {Text(rate.Warmup)} {(rate.Warmup < 1 ? "of all steps" : "steps")} of warm-up" : "";
        var falls = rate.Schedule is Schedule.Linear or Schedule.Cosine or Schedule.Polynomial or Schedule.StableDecay;
        var further = string.Concat(rate.Further.Select(n => FormattableString.Invariant($", {n.Key} {n.Value}")));
        var last = further + (falls ? $", to {Text(rate.Final)} of it" : "");
        List<SettingRow> rows =
        [
            new("batch", Text(train.Batch), batch.Origin),
            new("learning rate", $"{Format.Words(rate.Schedule)} {Text(rate.Peak)}{last}{warm}", lr.Origin),
            new("epochs", Text(train.Epochs), _epochs.Origin),
            new("packing", train.Packing.ToString(), _packing.Origin),
            new("checkpoint every", $"{train.CheckpointEvery.Every} steps", _checkpoint.Origin),
            new("select by", train.SelectBy.ToString(), _select.Origin),
            new("weight decay", Text(train.WeightDecay), _decay.Origin),
            new("clip", Text(train.Clip), _clip.Origin),
            new("optimizer", OptimizerText.Of(train.Optimizer), _optimizer.Origin),
            new("precision", train.Precision.ToString(), _precisionOrigin),
            new("average of weights", train.Average > 0 ? Text(train.Average) : "none", _ema.Origin),
            new("early stopping", train.Patience > 0 ? $"after {train.Patience} losses that do not fall" : "none", _patience.Origin),
            new("blocks computed again", train.Recompute.ToString(), _recompute.Origin),
            new("loss spikes", train.SpikeFactor > 0 ? $"reported from {Text(train.SpikeFactor)} times the usual" : "not reported", _spike.Origin),
            new(
                "measured while trained", train.Curve is { } curve ? $"every {curve.Every} steps, {curve.Items} held-out items a language" : "no",
                evaluateEvery?.Origin ?? "default"),
            new("validation examples a language", Text(train.Validation), _validation.Origin),
        ];
        if (pretraining) rows.RemoveAll(r => r.Name is "epochs" or "blocks computed again" or "loss spikes" or "measured while trained");
        return rows;
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
