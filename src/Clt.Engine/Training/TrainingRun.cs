using System.Diagnostics;
using Clt.Engine.Checkpoints;
using Clt.Engine.Data;
using Clt.Engine.Objectives;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>The state of a run between its steps.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly TrainingJob _job;
    private readonly TrainingSettings _settings;
    private readonly CheckpointFolder _checkpoints;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly TrainingOrder _order;
    private readonly IObjective _objective;
    private readonly TrainingStep _step;
    private readonly OptimizerState _optimizer;
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
        if (_settings.Threads > 0) set_num_threads(_settings.Threads);
        _order = new TrainingOrder(job);
        _totalSteps = _order.Steps;
        var newest = Newest();
        _state = newest?.State ?? new CheckpointState(job.Identity, 0, _totalSteps, 0, null, null, null);
        _objective = job.Objective();
        DataChecks.Check(job, _objective.Model.Config);
        _step = new TrainingStep(_objective, _settings.MicroBatchTokens, job.Seed, _ranks);
        _optimizer = new OptimizerState(_objective.Model.Trained, _settings, _ranks);
        if (newest is { } checkpoint)
        {
            Checkpoint.Restore(checkpoint.Path, _objective.Model, _optimizer, _state.Step);
            _savedStep = _state.Step;
            Say($"Going on from step {_state.Step} of {_totalSteps}.");
        }

        if (_ranks.IsFirst) _log = new TrainingLog(job.LogFile ?? Path.Combine(job.Folder, "log.jsonl"), _state.Step);
    }

    public TrainingResult ToEnd(CancellationToken cancel)
    {
        while (_state.Step < _totalSteps)
        {
            if (_ranks.Any(cancel.IsCancellationRequested))
            {
                Save(selectable: false);
                throw new OperationCanceledException(cancel);
            }

            Step();
        }

        return Finish();
    }

    public void Dispose()
    {
        _log?.Dispose();
        _optimizer.Dispose();
        _ranks.Dispose();
        _objective.Dispose();
    }

    private void Step()
    {
        var clock = Stopwatch.StartNew();
        var step = _state.Step + 1;
        var examples = _order.Step(_state.Step);
        var loss = _step.Accumulate(examples, _state.Step);
        var rate = _settings.Schedule.Rate(_state.Step, _totalSteps);
        var norm = double.IsFinite(loss) ? _optimizer.Step(rate) : double.NaN;
        if (!double.IsFinite(norm)) throw NotFinite(step, loss, norm, examples);
        var seconds = clock.Elapsed.TotalSeconds;

        var tokens = examples.Sum(e => e.TokenCount);
        var save = step % Every(_settings.CheckpointEvery) == 0 && step < _totalSteps;
        var measured = _job.Validation.Count > 0 && (save || step == _totalSteps || step % Every(_settings.ValidateEvery) == 0);
        double? validation = measured ? _step.Validate(_job.Validation) : null;
        _state = _state with { Step = step, Tokens = _state.Tokens + tokens, ValidationLoss = validation };
        var row = new StepRow
        {
            Step = step,
            Loss = loss,
            TargetTokens = examples.Sum(e => e.TargetCount),
            Tokens = _state.Tokens,
            GradientNorm = norm,
            LearningRate = rate,
            ValidationLoss = validation,
            TokensPerSecond = tokens / seconds,
            Seconds = seconds,
        };
        _log?.Add(row);
        _progress?.Report(new TrainingProgress(step, _totalSteps, row));
        if (save) Save(selectable: true);
    }

    /// <summary>The newest checkpoint as the first rank finds it: the others must not see another.</summary>
    private (string Path, CheckpointState State)? Newest()
    {
        var path = _ranks.First(() =>
        {
            _checkpoints.RemoveLeftovers();
            return _checkpoints.Newest()?.Path ?? "";
        });
        return path.Length == 0 ? null : (path, Checkpoint.Check(path));
    }

    /// <summary>Saves a checkpoint; when that fails, says so and goes on with those saved before.</summary>
    /// <param name="selectable">Whether the step is one that an undisturbed run would save too: only such can be the best.</param>
    private void Save(bool selectable)
    {
        if (_state.Step == _savedStep) return;
        _savedStep = _state.Step;
        _optimizer.Collect();
        // The others go on while it is written: training does not need it.
        if (!_ranks.IsFirst) return;
        var isBest = selectable && _state.ValidationLoss is { } loss && (_state.BestLoss is not { } best || loss < best);
        var state = isBest ? _state with { BestStep = _state.Step, BestLoss = _state.ValidationLoss } : _state;
        try
        {
            _log!.FlushToDisk();
            Directory.CreateDirectory(Path.GetDirectoryName(_checkpoints.PathOf(0))!);
            Checkpoint.Write(_checkpoints.PathOf(_state.Step), _objective.Model, _optimizer, state);
            _checkpoints.Prune(_settings.KeepLast, state.BestStep);
            _state = state;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Say($"The checkpoint of step {_state.Step} could not be saved: {e.Message} Training goes on; checkpoints saved before stay.");
        }
    }

    private TrainingResult Finish()
    {
        TrainingResult? made = null;
        _ranks.First(() => (made = Write()).WeightsHash);
        return made ?? TrainingResult.Find(_job.Folder, _job.Identity)!;
    }

    private TrainingResult Write()
    {
        var folder = Path.Combine(_job.Folder, "model");
        var (selected, best) = (_state.Step, _state.ValidationLoss);
        if (_settings.SelectBy == SelectBy.ValidationLoss && _state.BestLoss <= _state.ValidationLoss)
        {
            (selected, best) = (_state.BestStep!.Value, _state.BestLoss);
            _objective.Model.LoadWeights(_checkpoints.PathOf(selected));
        }
        else if (_state.BestLoss < best)
        {
            best = _state.BestLoss;
        }

        var hash = _objective.Model.Save(folder);
        _job.WriteTokenizer?.Invoke(folder);
        AtomicFile.FlushFolder(folder);
        _log!.FlushToDisk();
        var rows = _log.Rows;
        var result = new TrainingResult(
            _job.Identity, hash, _state.Step, selected, _state.Tokens, rows.Sum(r => (long)r.TargetTokens), rows[0].Loss, rows[^1].Loss,
            best, rows.Sum(r => r.Seconds))
        {
            ModelFolder = folder,
        };
        result.Write(_job.Folder);
        if (!_settings.KeepCheckpoints) _checkpoints.RemoveAll();
        return result;
    }

    private static int Every(int steps) => steps > 0 ? steps : int.MaxValue;

    private static TrainingException NotFinite(int step, double loss, double norm, IReadOnlyList<TrainingExample> examples)
    {
        var items = string.Join(", ", examples.Take(8));
        var more = examples.Count > 8 ? $" and {examples.Count - 8} more" : "";
        return new TrainingException(
            $"Step {step} has the loss {loss} and the gradient norm {norm}: training stopped. Its items are {items}{more}. " +
            "Lower the learning rate, look at these items, or check that the starting weights are finite.");
    }

    private void Say(string message) => _progress?.Report(new TrainingProgress(_state.Step, _totalSteps, null, message));
}
