using Clt.Engine.Data;
using Clt.Engine.Optimizers;
using Clt.Engine.Training;
using Clt.Recipes.Grid;

namespace Clt.Recipes.Training;

/// <summary>
/// Training hyperparameters as a recipe names them: the type of <c>.Train(…)</c> of a study and of <c>Train(…)</c> for a stage, so that
/// both have one list of parameters. What is not given is as <see cref="TrainSpec"/> has it.
/// </summary>
/// <param name="batch">Effective batch size: examples (or packed rows) an optimiser step.</param>
/// <param name="lr">Learning-rate schedule: <c>Constant(1e-3)</c>, <c>Linear(…)</c>, <c>Cosine(…)</c>.</param>
/// <param name="epochs">Passes over the mixture.</param>
/// <param name="packing">How examples are laid into batches.</param>
/// <param name="checkpointEvery">Steps between checkpoints; <c>Steps(100)</c>.</param>
/// <param name="selectBy">Which checkpoint is evaluated; the one with the lowest validation loss.</param>
/// <param name="weightDecay">Decoupled weight decay of matrices.</param>
/// <param name="clip">Gradient clipping: the largest norm of the gradient.</param>
/// <param name="validation">Held-out examples a training language for the validation loss.</param>
/// <param name="optimizer"><c>AdamW()</c>, <c>Lion()</c>, <c>Adafactor()</c>, <c>Sgd(…)</c>.</param>
/// <param name="precision"><c>Float32</c>, <c>BFloat16</c>, or <c>FasterPrecision</c> for what this machine is faster in.</param>
/// <param name="ema">Share of the old in the moving average of the weights, such as 0.999: the average is measured. 0 for none.</param>
/// <param name="earlyStopping">Validation losses in a row that may fail to fall before a run ends; 0 for no early end.</param>
/// <param name="evaluateEvery">
/// Steps between measurements while a model is trained, on held-out items; <c>Steps(50)</c>. None by default.
/// </param>
/// <param name="evaluateItems">Most items a language of those measurements; 20 by default.</param>
/// <param name="spikeFactor">A loss so many times what was usual is reported with its items; 0 reports none.</param>
/// <param name="recompute">
/// Activation checkpointing: <c>RecomputeAll</c>, <c>RecomputeEvery(2)</c> or <c>RecomputeByMemory</c>: less memory for more time, the
/// same numbers.
/// </param>
/// <param name="maxLength">Most tokens of an example, special tokens included; the model's context by default.</param>
/// <param name="overlong">
/// What becomes of longer examples: <c>Refuse</c> (the default), <c>Truncate(Left)</c>, <c>Truncate(Right)</c>, <c>LeaveOut</c>, or
/// <c>SplitUp</c> for plain texts. Results and report count them.
/// </param>
/// <typeparam name="T">What the settings are given to, or they themselves.</typeparam>
public delegate T TrainWord<out T>(
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
    Choice<ActivationCheckpointing>? recompute = null,
    Choice<int?>? maxLength = null,
    Choice<Overlong>? overlong = null
);

/// <summary>Makes such words.</summary>
internal static class TrainWord
{
    /// <summary>The word that does something with its settings.</summary>
    public static TrainWord<T> To<T>(Func<TrainChoice, T> then) =>
        (
            batch,
            lr,
            epochs,
            packing,
            checkpointEvery,
            selectBy,
            weightDecay,
            clip,
            validation,
            optimizer,
            precision,
            ema,
            earlyStopping,
            evaluateEvery,
            evaluateItems,
            spikeFactor,
            recompute,
            maxLength,
            overlong
        ) =>
            then(
                new TrainChoice(p => new TrainSpec(batch.At(p), lr.At(p)))
                    .With(TrainSettings.Batch, batch)
                    .With(TrainSettings.Rate, lr)
                    .With(TrainSettings.Epochs, epochs)
                    .With(TrainSettings.Packing, packing)
                    .With(TrainSettings.CheckpointEvery, checkpointEvery)
                    .With(TrainSettings.SelectBy, selectBy)
                    .With(TrainSettings.WeightDecay, weightDecay)
                    .With(TrainSettings.Clip, clip)
                    .With(TrainSettings.Validation, validation)
                    .With(TrainSettings.Optimizer, optimizer)
                    .With(TrainSettings.Precision, precision)
                    .With(TrainSettings.Average, ema)
                    .With(TrainSettings.Patience, earlyStopping)
                    .With(TrainSettings.MeasureItems, evaluateItems)
                    .With(TrainSettings.MeasureEvery, evaluateEvery)
                    .With(TrainSettings.SpikeFactor, spikeFactor)
                    .With(TrainSettings.Recompute, recompute)
                    .With(TrainSettings.MaxLength, maxLength)
                    .With(TrainSettings.Overlong, overlong)
            );
}
