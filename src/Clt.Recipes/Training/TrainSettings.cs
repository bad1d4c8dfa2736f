using Clt.Engine.Training;

namespace Clt.Recipes.Training;

/// <summary>Every training hyperparameter, once: its row in the report, its part of a cell's name, and its check.</summary>
internal static class TrainSettings
{
    private const double LargestRate = 1e4;
    private const string NoneHeldOut = "but no example is held out";

    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<TrainSetting> All { get; } =
    [
        new TrainSetting("batch", t => t.Batch).Must(t => t.Batch >= 1, t => $"batch is {t.Batch}", "Give at least 1."),
        new("learning rate", t => t.Rate.Info.Fields)
        {
            Text = t => t.Rate.Info.Text,
            Problems = t => [.. t.Rate.Problems().Select(p => (p.What, p.Mend)), .. Followed(t), .. Sane(t)],
        },
        new TrainSetting("epochs", t => t.Epochs) { OfPretraining = false }
            .Must(t => t.Epochs >= 1, t => $"epochs is {t.Epochs}", "Train for at least one epoch."),
        new("packing", t => t.Packing),
        new TrainSetting("checkpoint every", t => t.CheckpointEvery.Every) { Text = t => $"{t.CheckpointEvery.Every} steps" }
            .Must(t => t.CheckpointEvery.Every >= 1, t => $"checkpointEvery is {t.CheckpointEvery.Every} steps", "Give at least 1."),
        new TrainSetting("select by", t => t.SelectBy).Must(
            t => t.SelectBy == SelectBy.Last || t.Validation > 0, _ => $"checkpoints are selected by a validation loss, {NoneHeldOut}",
            "Raise validation, or select the last checkpoint."),
        new TrainSetting("weight decay", t => t.WeightDecay)
            .Must(t => t.WeightDecay is >= 0 and < 1, t => FormattableString.Invariant($"weightDecay is {t.WeightDecay}"),
                "Give a number from 0 to 1."),
        new TrainSetting("clip", t => t.Clip).Must(t => t.Clip > 0, t => FormattableString.Invariant($"clip is {t.Clip}"),
            "Give a positive number."),
        new("optimizer", t => t.Optimizer.Info.Fields)
        {
            Text = t => t.Optimizer.Info.Text,
            Problems = t => t.Optimizer.Problems().Select(p => ($"{p.Where}: {p.What}", p.Mend)),
        },
        new("precision", t => t.Precision),
        new TrainSetting("average of weights", t => t.Average) { Text = t => t.Average > 0 ? Number(t.Average) : "none" }
            .Must(t => t.Average is >= 0 and < 1, t => FormattableString.Invariant($"ema is {t.Average}"),
                "Give a number from 0 to 1, such as 0.999."),
        new TrainSetting("early stopping", t => t.Patience)
        {
            Text = t => t.Patience > 0 ? $"after {t.Patience} losses that do not fall" : "none",
        }
            .Must(t => t.Patience >= 0, t => $"earlyStopping is {t.Patience}", "Give 0 or more validation losses.")
            .Must(
                t => t.Patience == 0 || t.Validation > 0, _ => $"early stopping needs a validation loss, {NoneHeldOut}",
                "Raise validation, or leave earlyStopping out."),
        new("blocks computed again", t => t.Recompute.ToString()) { ChangesNumbers = false, OfPretraining = false },
        new TrainSetting("loss spikes", t => t.SpikeFactor)
        {
            Text = t => t.SpikeFactor > 0 ? $"reported from {Number(t.SpikeFactor)} times the usual" : "not reported",
            ChangesNumbers = false,
            OfPretraining = false,
        }.Must(
            t => t.SpikeFactor is 0 or > 1, t =>
                FormattableString.Invariant($"spikeFactor is {t.SpikeFactor}"), "Give a number above 1, or 0 to report none."),
        new TrainSetting("measured while trained", t => t.MeasureEvery?.Every)
        {
            Text = t => t.MeasureEvery is { } every ? $"every {every.Every} steps, {t.MeasureItems} held-out items a language" : "no",
            // What is measured is a part of the name where it is asked for: see CellText.
            ChangesNumbers = false,
            OfPretraining = false,
        }.Must(
            t => t.MeasureEvery is null || (t.MeasureEvery.Every >= 1 && t.MeasureItems >= 1),
            t => $"evaluateEvery is {t.MeasureEvery?.Every} steps of {t.MeasureItems} items", "Give at least 1 of each."),
        new TrainSetting("validation examples a language", t => t.Validation)
            .Must(t => t.Validation >= 0, t => $"validation is {t.Validation}", "Give 0 or more examples."),
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
        if (train.Rate.Problems().Any()) return [];
        const int total = 1000;
        var rates = new[] { 0, 1, total / 2, total - 1 }.Select(s => train.Rate.Rate(new ScheduleStep(s, total, [])));
        var largest = rates.Select(r => double.IsFinite(r) ? r : double.PositiveInfinity).Max();
        return largest <= LargestRate ? [] : [(
            FormattableString.Invariant($"the learning rate reaches {largest:G3}, and the largest that is taken is {LargestRate:G3}"),
            "Give a rate that a training survives, such as 1e-3.")];
    }

    private static IEnumerable<(string, string)> Followed(TrainSpec train) => !train.Rate.Info.FollowsValidation || train.Validation > 0
        ? []
        : [($"the rate follows the validation loss, {NoneHeldOut}", "Raise validation, or take another learning rate.")];

    private static string Number(double value) => FormattableString.Invariant($"{value}");
}
