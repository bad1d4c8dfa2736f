using System.Diagnostics;
using Clt.Engine.Checkpoints;
using Clt.Engine.Data;
using Clt.Engine.Models;
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
    private readonly LanguageModel _model;
    private readonly OptimizerState _optimizer;
    private readonly TrainingLog _log;
    private readonly int _totalSteps;
    private CheckpointState _state;
    private int _savedStep;

    public TrainingRun(TrainingJob job, CheckpointFolder checkpoints, IProgress<TrainingProgress>? progress)
    {
        (_job, _settings, _checkpoints, _progress) = (job, job.Settings, checkpoints, progress);
        if (_settings.Threads > 0) set_num_threads(_settings.Threads);
        _order = new TrainingOrder(job);
        _totalSteps = _order.Steps;
        _checkpoints.RemoveLeftovers();
        var newest = _checkpoints.Newest();
        _state = newest?.State ?? new CheckpointState(job.Identity, 0, _totalSteps, 0, null, null, null);
        _model = job.Model();
        _model.CheckLength(job.Train.Concat(job.Validation).Max(e => e.Ids.Length));
        CheckVocabulary();
        _optimizer = new OptimizerState(_model.Parameters, _settings);
        if (newest is { } checkpoint)
        {
            Checkpoint.Restore(checkpoint.Path, _model, _optimizer, _state.Step);
            _savedStep = _state.Step;
            Say($"Going on from step {_state.Step} of {_totalSteps}.");
        }

        _log = new TrainingLog(job.LogFile ?? Path.Combine(job.Folder, "log.jsonl"), _state.Step);
    }

    public TrainingResult ToEnd(CancellationToken cancel)
    {
        while (_state.Step < _totalSteps)
        {
            if (cancel.IsCancellationRequested)
            {
                Save(selectable: false);
                cancel.ThrowIfCancellationRequested();
            }

            Step();
        }

        return Finish();
    }

    public void Dispose()
    {
        _log.Dispose();
        _optimizer.Dispose();
        _model.Dispose();
    }

    private void Step()
    {
        var clock = Stopwatch.StartNew();
        var step = _state.Step + 1;
        var examples = _order.Step(_state.Step);
        var loss = TrainingStep.Accumulate(_model, examples, _settings);
        var rate = _settings.Schedule.Rate(_state.Step, _totalSteps);
        var norm = double.IsFinite(loss) ? _optimizer.Step(rate) : double.NaN;
        if (!double.IsFinite(norm)) throw NotFinite(step, loss, norm, examples);
        var seconds = clock.Elapsed.TotalSeconds;

        var tokens = examples.Sum(e => e.Ids.Length);
        var save = step % Every(_settings.CheckpointEvery) == 0 && step < _totalSteps;
        var measured = _job.Validation.Count > 0 && (save || step == _totalSteps || step % Every(_settings.ValidateEvery) == 0);
        double? validation = measured ? TrainingStep.Validate(_model, _job.Validation, _settings.MicroBatchTokens) : null;
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
        _log.Add(row);
        _progress?.Report(new TrainingProgress(step, _totalSteps, row));
        if (save) Save(selectable: true);
    }

    /// <summary>Saves a checkpoint; when that fails, says so and goes on with those saved before.</summary>
    /// <param name="selectable">Whether the step is one that an undisturbed run would save too: only such can be the best.</param>
    private void Save(bool selectable)
    {
        if (_state.Step == _savedStep) return;
        var isBest = selectable && _state.ValidationLoss is { } loss && (_state.BestLoss is not { } best || loss < best);
        var state = isBest ? _state with { BestStep = _state.Step, BestLoss = _state.ValidationLoss } : _state;
        try
        {
            _log.FlushToDisk();
            Directory.CreateDirectory(Path.GetDirectoryName(_checkpoints.PathOf(0))!);
            Checkpoint.Write(_checkpoints.PathOf(_state.Step), _model, _optimizer, state);
            _checkpoints.Prune(_settings.KeepLast, state.BestStep);
            _state = state;
            _savedStep = state.Step;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Say($"The checkpoint of step {_state.Step} could not be saved: {e.Message} Training goes on; checkpoints saved before stay.");
        }
    }

    private TrainingResult Finish()
    {
        var folder = Path.Combine(_job.Folder, "model");
        var (selected, best) = (_state.Step, _state.ValidationLoss);
        if (_settings.SelectBy == SelectBy.ValidationLoss && _state.BestLoss <= _state.ValidationLoss)
        {
            (selected, best) = (_state.BestStep!.Value, _state.BestLoss);
            _model.LoadWeights(_checkpoints.PathOf(selected));
        }
        else if (_state.BestLoss < best)
        {
            best = _state.BestLoss;
        }

        var hash = _model.Save(folder);
        _job.WriteTokenizer?.Invoke(folder);
        AtomicFile.FlushFolder(folder);
        _log.FlushToDisk();
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

    private void CheckVocabulary()
    {
        var most = _job.Train.Concat(_job.Validation).Max(e => e.Ids.Max());
        if (most < _model.Config.VocabularySize) return;
        throw new InputException(
            $"the data has the token id {most} but the model's vocabulary ends at {_model.Config.VocabularySize - 1}", "training data",
            "Use the model's own tokenizer, or give the model a larger vocabulary.");
    }

    private static int Every(int steps) => steps > 0 ? steps : int.MaxValue;

    private static TrainingException NotFinite(int step, double loss, double norm, IReadOnlyList<TokenizedExample> examples)
    {
        var items = string.Join(", ", examples.Take(8).Select(e => $"{e.Task}/{e.ItemId} ({e.Language.Code})"));
        var more = examples.Count > 8 ? $" and {examples.Count - 8} more" : "";
        return new TrainingException(
            $"Step {step} has the loss {loss} and the gradient norm {norm}: training stopped. Its items are {items}{more}. " +
            "Lower the learning rate, look at these items, or check that the starting weights are finite.");
    }

    private void Say(string message) => _progress?.Report(new TrainingProgress(_state.Step, _totalSteps, null, message));
}
