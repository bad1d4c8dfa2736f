using System.Diagnostics;
using Clt.Engine.Objectives;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>The state of a run between its steps.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly TrainingJob _job;
    private readonly TrainingSettings _settings;
    private readonly CheckpointFolder _checkpoints;
    private readonly CheckpointWriter _writer;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly IObjective _objective;
    private readonly TrainedState _trained;
    private readonly TrainingStep _step;
    private readonly StepFeed _feed;
    private readonly Ranks _ranks;

    /// <summary>Null on the ranks that write nothing.</summary>
    private readonly TrainingLog? _log;
    private readonly int _totalSteps;
    private CheckpointState _state;
    private int _savedStep;

    public TrainingRun(TrainingJob job, CheckpointFolder checkpoints, IProgress<TrainingProgress>? progress)
    {
        _ranks = new Ranks(job.Group);
        (_job, _settings, _checkpoints, _progress) = (job, job.Settings, checkpoints, _ranks.IsFirst ? progress : null);
        if (_settings.Threads > 0)
            set_num_threads(_settings.Threads);
        var order = new TrainingOrder(job);
        _totalSteps = order.Steps;
        var newest = Newest();
        _state = newest?.State ?? new CheckpointState(job.Identity, 0, _totalSteps, 0, null, null, null);
        _objective = job.Objective();
        ExampleChecks.Check(job, _objective.Model.Config);
        var recomputed = MemoryBudget.Fit(_objective.Model, _settings, order.MostTokens);
        _objective.Model.RecomputeEvery(recomputed);
        _trained = new TrainedState(_objective.Model.Trained, _settings, _ranks);
        _step = new TrainingStep(_objective, _trained, _settings.MicroBatchTokens, job.Seed, _ranks, Say);
        _feed = new StepFeed(order, _objective, job.Seed);
        _writer = new CheckpointWriter(checkpoints, _settings.KeepLast);
        if (recomputed > 0)
            Say(recomputed == 1 ? "No block keeps its activations." : $"One of every {recomputed} blocks keeps no activations.");
        if (newest is { } checkpoint)
        {
            _trained.Restore(Checkpoint.Tensors(checkpoint.Path), _state.Step);
            _savedStep = _state.Step;
            Say($"Going on from step {_state.Step} of {_totalSteps}.");
        }

        if (_ranks.IsFirst)
            _log = new TrainingLog(LogFile, _state.Step);
    }

    private string LogFile => _job.LogFile ?? Path.Combine(_job.Folder, "log.jsonl");

    private bool IsStopped => EarlyStopping.Reached(_state.ValidationLosses, _settings.Patience, _settings.LeastFall);

    public TrainingResult ToEnd(CancellationToken cancel)
    {
        if (_state.Step == 0)
            Keep(-1);
        while (_state.Step < _totalSteps && !IsStopped)
        {
            if (_ranks.Any(cancel.IsCancellationRequested))
            {
                if (_state.Step != _savedStep)
                    _progress?.Report(new TrainingProgress(_state.Step, _totalSteps, null) { IsSaving = true });
                Save(selectable: false);
                ReportUnsaved();
                throw new OperationCanceledException(cancel);
            }

            Step();
        }

        if (_state.Step < _totalSteps)
            Say($"The validation loss has stopped falling: the run ends at step {_state.Step} of {_totalSteps}.");
        return Finish();
    }

    public void Dispose()
    {
        _feed.Finish();
        _writer.Dispose();
        _log?.Dispose();
        _trained.Dispose();
        _ranks.Dispose();
        _objective.Dispose();
    }

    private void Step()
    {
        if (_job.Threads?.Invoke() is { } threads && threads != get_num_threads())
            set_num_threads(threads);
        var clock = Stopwatch.StartNew();
        var step = _state.Step + 1;
        var prepared = _feed.Take(_state.Step);
        var (drawn, examples) = (prepared.Drawn, prepared.Examples);
        var loss = _step.Accumulate(prepared, _state.Step);
        ReportSpike(step, loss, examples);
        var rate = _settings.Schedule.Rate(new ScheduleStep(_state.Step, _totalSteps, _state.ValidationLosses));
        var norm = double.IsFinite(loss) ? _trained.Step(rate, examples.Sum(e => (long)e.TargetCount)) : double.NaN;
        if (!double.IsFinite(norm))
            throw NotFinite(step, loss, norm, examples);
        var seconds = clock.Elapsed.TotalSeconds;

        var (tokens, targets) = (drawn.Sum(e => e.TokenCount), drawn.Sum(e => e.TargetCount));
        var save = step % Every(_settings.CheckpointEvery) == 0 && step < _totalSteps;
        var measured = _job.Validation.Count > 0 && (save || step == _totalSteps || step % Every(_settings.ValidateEvery) == 0);
        var evaluated = _job.Evaluate is not null && step % Every(_settings.EvaluateEvery) == 0;
        var (validation, evaluation) = Measure(measured, evaluated);
        _state = _state with { Step = step, Tokens = _state.Tokens + tokens, ValidationLoss = validation?.Loss };
        Keep(_state.Tokens - tokens);
        if (validation is not null)
            _state = _state with { ValidationLosses = [.. _state.ValidationLosses, validation.Loss] };
        var row = new StepRow
        {
            Step = step,
            Loss = loss,
            TargetTokens = targets,
            Tokens = _state.Tokens,
            GradientNorm = norm,
            LearningRate = rate,
            ValidationLoss = validation?.Loss,
            ValidationByLanguage = validation?.ByLanguage,
            Evaluation = evaluation,
            TokensBy = StepFigures.TokensBy(drawn),
            TokensPerSecond = tokens / seconds,
            Mfu = StepFigures.Flops(_objective.Model, tokens, targets) / seconds / _job.GemmRate,
            MemoryMb = StepFigures.MemoryMb(),
            Seconds = seconds,
        };
        _log?.Add(row);
        _progress?.Report(new TrainingProgress(step, _totalSteps, row));
        if (save)
            Save(selectable: true);
    }

    private (ValidationResult? Validation, IReadOnlyDictionary<string, double>? Evaluation) Measure(bool validate, bool evaluate)
    {
        if (!validate && !evaluate)
            return (null, null);
        using var average = _trained.UseAverage();
        return (validate ? _step.Validate(_job.Validation) : null, evaluate && _ranks.IsFirst ? _job.Evaluate!(_objective) : null);
    }

    /// <summary>Keeps the models whose tokens the last step has reached; their average where one is measured.</summary>
    private void Keep(long before)
    {
        if (_job.Keep.Count == 0)
            return;
        using var average = _trained.UseAverage();
        if (_ranks.IsFirst)
            KeptModel.Write(_job, _objective, before, _state.Tokens);
    }

    /// <summary>The newest checkpoint as the first rank finds it: the others must not see another.</summary>
    private (string Path, CheckpointState State)? Newest()
    {
        var path = _ranks.First(() =>
        {
            _checkpoints.RemoveLeftovers();
            if (_checkpoints.Newest() is not { } newest)
                return "";
            if (TrainingLog.Holds(LogFile, newest.State.Step))
                return newest.Path;
            _progress?.Report(
                new TrainingProgress(
                    0,
                    _totalSteps,
                    null,
                    $"The log {LogFile} is damaged, so that the figures of earlier steps "
                        + "would be lost: the run starts from its beginning."
                )
            );
            _checkpoints.RemoveAll();
            return "";
        });
        return path.Length == 0 ? null : (path, Checkpoint.Check(path));
    }

    /// <summary>Begins to save a checkpoint; training goes on once its tensors are copied.</summary>
    /// <param name="selectable">Whether the step is one that an undisturbed run would save too: only such can be the best.</param>
    private void Save(bool selectable)
    {
        if (_state.Step == _savedStep)
            return;
        _savedStep = _state.Step;
        ReportUnsaved();
        var isBest = selectable && _state.ValidationLoss is { } loss && (_state.BestLoss is not { } best || loss < best);
        if (isBest)
            _state = _state with { BestStep = _state.Step, BestLoss = _state.ValidationLoss };
        _log?.FlushToDisk();
        _writer.Start(_trained, _state, _ranks.IsFirst);
    }

    /// <summary>Waits for the last checkpoint; when it could not be saved, says so and goes on with those saved before.</summary>
    private void ReportUnsaved()
    {
        if (_writer.Wait() is not { } failed)
            return;
        Say(
            $"The checkpoint of step {failed.State.Step} could not be saved: {failed.Error.Message} Training goes on; checkpoints saved "
                + $"before stay."
        );
        if (_state.BestStep != failed.State.Step)
            return;
        var before = _checkpoints.Newest()?.State;
        _state = _state with { BestStep = before?.BestStep, BestLoss = before?.BestLoss };
    }

    private void ReportSpike(int step, double loss, IReadOnlyList<Data.TrainingExample> examples)
    {
        if (_log is null || LossSpikes.Median(_log.Rows, loss, _settings.SpikeFactor) is not { } median)
            return;
        Say(
            FormattableString.Invariant(
                $"Step {step} has the loss {loss:G4}, {loss / median:F1} times what was usual. Its items with the greatest loss a target: "
            ) + ItemLosses.Worst(_objective, examples)
        );
    }

    private TrainingException NotFinite(int step, double loss, double norm, IReadOnlyList<Data.TrainingExample> examples) =>
        new(
            $"Step {step} has the loss {loss} and the gradient norm {norm}: training stopped. Its items with their losses a target are "
                + $"{ItemLosses.Worst(_objective, examples)}. Lower the learning rate, look at these items, or check that the starting "
                + $"weights are finite."
        );

    private TrainingResult Finish()
    {
        ReportUnsaved();
        TrainingResult? made = null;
        _ranks.First(() => (made = RunEnd.Write(_job, _state, _objective, _trained, _checkpoints, _log!)).WeightsHash);
        return made ?? TrainingResult.Find(_job.Folder, _job.Identity)!;
    }

    private static int Every(int steps) => steps > 0 ? steps : int.MaxValue;

    private void Say(string message) => _progress?.Report(new TrainingProgress(_state.Step, _totalSteps, null, message));
}
