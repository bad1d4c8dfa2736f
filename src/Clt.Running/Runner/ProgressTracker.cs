using System.Diagnostics;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Results.Store;
using Clt.Running.Planning;

namespace Clt.Running.Runner;

/// <summary>Turns reports on cells into the state of the whole run. Thread-safe.</summary>
internal sealed class ProgressTracker
{
    private readonly Lock _gate = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<string, (Cell Cell, string Title, double Cost, double Begun)> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LaunchReport> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);
    private readonly IProgress<StudyProgress>? _progress;
    private readonly double _planned;
    private readonly double _total;
    private double _ended;

    public ProgressTracker(ExpandedStudy study, StudyPlan plan, IProgress<StudyProgress>? progress)
    {
        foreach (var row in plan.Rows)
        {
            var cell = study.Find(row.Cell)!;
            _cells.Add(row.Cell, (cell, Title(cell, row.Axes), row.Seconds, row.Begun));
        }

        (_planned, _progress, Done) = (plan.Seconds, progress, plan.Done);
        _total = plan.Rows.Where(r => !r.Done).Sum(r => r.Seconds);
    }

    /// <summary>Cells done, before or now.</summary>
    public int Done { get; private set; }

    /// <summary>Cells that failed, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    /// <summary>A cell in words: what it is, its point and its seed.</summary>
    public static string Title(Cell cell, string axes) =>
        cell.Kind switch
        {
            CellKind.Tokenizer => "tokenizer",
            CellKind.Base => "base",
            CellKind.Answers => $"answers, {axes}",
            CellKind.Reference => axes.Length == 0 ? "base as it is" : $"base as it is, {axes}",
            CellKind.Finetune => axes.Length == 0 ? $"seed {cell.Seed}" : $"{axes}, seed {cell.Seed}",
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.Kind, "A cell of an unknown kind."),
        };

    public void Report(LaunchReport report)
    {
        lock (_gate)
        {
            var (_, title, cost, _) = _cells[report.Item];
            string? news = null;
            switch (report.State)
            {
                case LaunchState.Done:
                    _running.Remove(report.Item);
                    _ended += cost;
                    Done++;
                    news = $"{title}: done";
                    break;
                case LaunchState.Failed:
                    _running.Remove(report.Item);
                    _ended += cost;
                    _failures[report.Item] = report.Message;
                    news = $"{title}: failed: {report.Message}";
                    break;
                case LaunchState.Retried:
                    _running[report.Item] = report;
                    news = $"{title}: {report.Message}; it goes on from its last checkpoint";
                    break;
                case LaunchState.Progress when report.Message.Length > 0:
                    news = $"{title}: {report.Message}";
                    break;
                case LaunchState.Started or LaunchState.Progress:
                    _running[report.Item] = report;
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(report), report.State, "A state that no progress knows.");
            }

            _progress?.Report(Snapshot(news));
        }
    }

    private StudyProgress Snapshot(string? news)
    {
        var now = _ended + _running.Sum(r => Gained(r.Value.Fraction, _cells[r.Key].Begun) * _cells[r.Key].Cost);
        // Sums of shares round: all done is all.
        var fraction = _total > 0 && Done + _failures.Count < _cells.Count ? Math.Clamp(now / _total, 0, 1) : 1;
        return new StudyProgress(
            _cells.Count,
            Done,
            _failures.Count,
            [.. _running.Select(r => new RunningCell(_cells[r.Key].Cell, _cells[r.Key].Title, r.Value))],
            fraction,
            _clock.Elapsed,
            Left(fraction),
            news
        );
    }

    /// <summary>Of what was left of a cell, since an interrupted run may have done a part of it.</summary>
    private static double Gained(double fraction, double begun) => begun < 1 ? Math.Clamp((fraction - begun) / (1 - begun), 0, 1) : 1;

    /// <summary>From the plan at first, more and more from the pace of this run.</summary>
    private TimeSpan? Left(double fraction)
    {
        var planned = _planned * (1 - fraction);
        if (fraction <= 0)
            return TimeSpan.FromSeconds(planned);
        var paced = _clock.Elapsed.TotalSeconds / fraction * (1 - fraction);
        var trust = Math.Min(1, fraction * 5);
        return TimeSpan.FromSeconds((trust * paced) + ((1 - trust) * planned));
    }
}
