using Clt.Engine.Data;
using Clt.Engine.Optimizers;
using Clt.Engine.Training;
using static System.FormattableString;

namespace Clt.Recipes.Training;

/// <summary>Every training hyperparameter, once: its row in the report, its part of a cell's name, and its check.</summary>
internal static class TrainSettings
{
    private const double LargestRate = 1e4;
    private const string NoneHeldOut = "but no example is held out";

    public static TrainSetting<int> Batch { get; } =
        new TrainSetting<int>("batch", t => t.Batch, (t, v) => t with { Batch = v }).Must(
            t => t.Batch >= 1,
            t => $"batch is {t.Batch}",
            "Give at least 1."
        );

    public static TrainSetting<ISchedule> Rate { get; } =
        new TrainSetting<ISchedule>("learning rate", t => t.Rate, (t, v) => t with { Rate = v })
        {
            Canonical = r => r.Info.Fields,
            Text = t => t.Rate.Info.Text,
            Problems = t => [.. t.Rate.Problems().Select(p => (p.What, p.Mend)), .. Sane(t)],
        }.Must(
            t => !t.Rate.Info.FollowsValidation || t.Validation > 0,
            _ => $"the rate follows the validation loss, {NoneHeldOut}",
            "Raise validation, or take another learning rate."
        );

    public static TrainSetting<int> Epochs { get; } =
        new TrainSetting<int>("epochs", t => t.Epochs, (t, v) => t with { Epochs = v }) { OfPretraining = false }.Must(
            t => t.Epochs >= 1,
            t => $"epochs is {t.Epochs}",
            "Train for at least one epoch."
        );

    public static TrainSetting<Packing> Packing { get; } = new("packing", t => t.Packing, (t, v) => t with { Packing = v });

    public static TrainSetting<Cadence> CheckpointEvery { get; } =
        new TrainSetting<Cadence>("checkpoint every", t => t.CheckpointEvery, (t, v) => t with { CheckpointEvery = v })
        {
            Canonical = c => c.Every,
            Text = t => $"{t.CheckpointEvery.Every} steps",
        }.Must(t => t.CheckpointEvery.Every >= 1, t => $"checkpointEvery is {t.CheckpointEvery.Every} steps", "Give at least 1.");

    public static TrainSetting<SelectBy> SelectBy { get; } =
        new TrainSetting<SelectBy>("select by", t => t.SelectBy, (t, v) => t with { SelectBy = v }).Must(
            t => t.SelectBy == Engine.Training.SelectBy.Last || t.Validation > 0,
            _ => $"checkpoints are selected by a validation loss, {NoneHeldOut}",
            "Raise validation, or select the last checkpoint."
        );

    public static TrainSetting<double> WeightDecay { get; } =
        new TrainSetting<double>("weight decay", t => t.WeightDecay, (t, v) => t with { WeightDecay = v }).Must(
            t => t.WeightDecay is >= 0 and < 1,
            t => Invariant($"weightDecay is {t.WeightDecay}"),
            "Give a number from 0 to 1."
        );

    public static TrainSetting<double> Clip { get; } =
        new TrainSetting<double>("clip", t => t.Clip, (t, v) => t with { Clip = v }).Must(
            t => t.Clip > 0,
            t => Invariant($"clip is {t.Clip}"),
            "Give a positive number."
        );

    public static TrainSetting<IOptimizer> Optimizer { get; } =
        new("optimizer", t => t.Optimizer, (t, v) => t with { Optimizer = v })
        {
            Canonical = o => o.Info.Fields,
            Text = t => t.Optimizer.Info.Text,
            Problems = t => t.Optimizer.Problems().Select(p => ($"{p.Where}: {p.What}", p.Mend)),
        };

    public static TrainSetting<Precision> Precision { get; } = new("precision", t => t.Precision, (t, v) => t with { Precision = v });

    public static TrainSetting<double> Average { get; } =
        new TrainSetting<double>("average of weights", t => t.Average, (t, v) => t with { Average = v })
        {
            Text = t => t.Average > 0 ? Invariant($"{t.Average}") : "none",
        }.Must(t => t.Average is >= 0 and < 1, t => Invariant($"ema is {t.Average}"), "Give a number from 0 to 1, such as 0.999.");

    public static TrainSetting<int> Patience { get; } =
        new TrainSetting<int>("early stopping", t => t.Patience, (t, v) => t with { Patience = v })
        {
            Text = t => t.Patience > 0 ? $"after {t.Patience} losses that do not fall" : "none",
        }
            .Must(t => t.Patience >= 0, t => $"earlyStopping is {t.Patience}", "Give 0 or more validation losses.")
            .Must(
                t => t.Patience == 0 || t.Validation > 0,
                _ => $"early stopping needs a validation loss, {NoneHeldOut}",
                "Raise validation, or leave earlyStopping out."
            );

    public static TrainSetting<ActivationCheckpointing> Recompute { get; } =
        new("blocks computed again", t => t.Recompute, (t, v) => t with { Recompute = v })
        {
            Canonical = r => r.ToString(),
            ChangesNumbers = false,
            OfPretraining = false,
        };

    public static TrainSetting<double> SpikeFactor { get; } =
        new TrainSetting<double>("loss spikes", t => t.SpikeFactor, (t, v) => t with { SpikeFactor = v })
        {
            Text = t => t.SpikeFactor > 0 ? Invariant($"reported from {t.SpikeFactor} times the usual") : "not reported",
            ChangesNumbers = false,
            OfPretraining = false,
        }.Must(
            t => t.SpikeFactor is 0 or > 1,
            t => Invariant($"spikeFactor is {t.SpikeFactor}"),
            "Give a number above 1, or 0 to report none."
        );

    /// <summary>What is measured is a part of the name where it is asked for: see <c>CellText</c>.</summary>
    public static TrainSetting<Cadence> MeasureEvery { get; } =
        new TrainSetting<Cadence>("measured while trained", t => t.MeasureEvery!, (t, v) => t with { MeasureEvery = v })
        {
            Text = t => t.MeasureEvery is { } every ? $"every {every.Every} steps, {t.MeasureItems} held-out items a language" : "no",
            ChangesNumbers = false,
            OfPretraining = false,
        }.Must(
            t => t.MeasureEvery is null || (t.MeasureEvery.Every >= 1 && t.MeasureItems >= 1),
            t => $"evaluateEvery is {t.MeasureEvery?.Every} steps of {t.MeasureItems} items",
            "Give at least 1 of each."
        );

    /// <summary>It stands in the row of <see cref="MeasureEvery"/>.</summary>
    public static TrainSetting<int> MeasureItems { get; } =
        new("items measured", t => t.MeasureItems, (t, v) => t with { MeasureItems = v })
        {
            HasRow = false,
            ChangesNumbers = false,
            OfPretraining = false,
        };

    public static TrainSetting<int> Validation { get; } =
        new TrainSetting<int>("validation examples a language", t => t.Validation, (t, v) => t with { Validation = v }).Must(
            t => t.Validation >= 0,
            t => $"validation is {t.Validation}",
            "Give 0 or more examples."
        );

    /// <summary>A part of a cell's name where anything is cut, left out or split: see <c>CellText</c>.</summary>
    public static TrainSetting<int?> MaxLength { get; } =
        new TrainSetting<int?>("longest example", t => t.MaxLength, (t, v) => t with { MaxLength = v })
        {
            Text = t => t.MaxLength is { } most ? $"{most} tokens" : "the context",
            ChangesNumbers = false,
        }.Must(t => t.MaxLength is null or >= 2, t => $"maxLength is {t.MaxLength}", "Give at least 2 tokens.");

    /// <inheritdoc cref="MaxLength"/>
    public static TrainSetting<Overlong> Overlong { get; } =
        new("longer examples", t => t.Overlong, (t, v) => t with { Overlong = v }) { Text = t => t.Overlong.Text, ChangesNumbers = false };

    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<TrainSetting> All { get; } =
    [
        Batch,
        Rate,
        Epochs,
        Packing,
        CheckpointEvery,
        SelectBy,
        WeightDecay,
        Clip,
        Optimizer,
        Precision,
        Average,
        Patience,
        Recompute,
        SpikeFactor,
        MeasureEvery,
        MeasureItems,
        Validation,
        MaxLength,
        Overlong,
    ];

    /// <summary>The canonical text of those that change numbers.</summary>
    public static IEnumerable<(string Key, object? Value)> Fields(TrainSpec train) =>
        All.Where(s => s.ChangesNumbers).Select(s => (s.Name, s.Value(train)));

    /// <summary>What is wrong with a training's settings: all of it.</summary>
    public static IEnumerable<(string What, string Mend)> Problems(TrainSpec train, bool pretraining) =>
        All.Where(s => s.OfPretraining || !pretraining).SelectMany(s => s.Problems(train));

    /// <summary>Rates that no training survives are slips: they are refused before its hours.</summary>
    private static IEnumerable<(string, string)> Sane(TrainSpec train)
    {
        if (train.Rate.Problems().Any())
            return [];
        const int total = 1000;
        var rates = new[] { 0, 1, total / 2, total - 1 }.Select(s => train.Rate.Rate(new ScheduleStep(s, total, [])));
        var largest = rates.Select(r => double.IsFinite(r) ? r : double.PositiveInfinity).Max();
        return largest <= LargestRate
            ? []
            :
            [
                (
                    Invariant($"the learning rate reaches {largest:G3}, and the largest that is taken is {LargestRate:G3}"),
                    "Give a rate that a training survives, such as 1e-3."
                ),
            ];
    }
}
