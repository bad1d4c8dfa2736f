using Clt.Engine.Training;
using Clt.Recipes.Cells;
using Clt.Running.Pace;
using Clt.Running.Planning;
using Clt.Running.Stopping;

namespace Clt.Running.Cells;

/// <summary>Turns the engine's news into reports on a cell, at most a few a second.</summary>
internal sealed class CellProgress : IProgress<TrainingProgress>
{
    /// <summary>Phases in which a worker that is told to stop ends by itself, when a step or a file is complete.</summary>
    public const string TrainingPhase = "training",
        SavingPhase = "saving a checkpoint";

    private const long Pause = 200;
    private readonly Cell _cell;
    private readonly CellServices _services;
    private readonly double _trainingShare;
    private long _last;
    private string _phase = "";

    public CellProgress(Cell cell, CellServices services)
    {
        (_cell, _services) = (cell, services);
        var work = new CostEstimate(services.Context, services.Study).Of(cell).Time;
        var (train, evaluate, _) = work.Seconds(MeasuredPace.Read(services.Context.CacheFolder));
        _trainingShare = train + evaluate > 0 ? train / (train + evaluate) : 1;
        Pace = new CellPace(work, services.Offered);
    }

    /// <summary>Times the cell.</summary>
    public CellPace Pace { get; }

    /// <summary>News of a training step.</summary>
    public void Report(TrainingProgress value)
    {
        if (value.Message is { } message)
            _services.Context.Report($"{_cell.Id}: {message}");
        if (value.IsSaving)
        {
            // Until the process ends.
            OrderlyStop.Hold();
            Send(SavingPhase, 0, 0, double.NaN, always: true);
        }

        if (value.Row is not { } row)
            return;
        OrderlyStop.Step();
        Pace.Step();
        Send(
            TrainingPhase,
            _trainingShare * value.Step / Math.Max(1, value.TotalSteps),
            row.TokensPerSecond,
            row.Loss,
            value.Step == value.TotalSteps
        );
    }

    /// <summary>News of the evaluation.</summary>
    public void Evaluating(string language, int done, int total, double tokensPerSecond)
    {
        Pace.Answer();
        Send(
            $"evaluating {language}",
            _trainingShare + ((1 - _trainingShare) * done / Math.Max(1, total)),
            tokensPerSecond,
            double.NaN,
            done == total
        );
    }

    /// <summary>A phase without a measure.</summary>
    public void Phase(string name) => Send(name, 0, 0, double.NaN, true);

    private void Send(string phase, double fraction, double rate, double loss, bool always)
    {
        var now = Environment.TickCount64;
        if (!always && phase == _phase && now - _last < Pause)
            return;
        (_last, _phase) = (now, phase);
        _services.Report(new LaunchReport(_cell.Id, LaunchState.Progress, phase, fraction, rate, loss));
    }
}
