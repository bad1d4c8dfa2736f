using System.Text.Json;
using Clt.Results.Store;

namespace Clt.Running.Runner;

/// <summary>
/// Keeps a run's progress in its folder while it runs, at most once a second, and passes it on. The run does not depend on it: where it
/// cannot be written, nobody watches.
/// </summary>
internal sealed class ProgressFile : IProgress<StudyProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly IProgress<StudyProgress>? _next;
    private readonly Dictionary<string, (TimeSpan At, double Fraction)> _begun = new(StringComparer.Ordinal);
    private readonly Timer _timer;
    private StudyProgress? _latest;
    private StudyProgress? _written;
    private DateTime _at;

    public ProgressFile(StudyFolder folder, IProgress<StudyProgress>? next)
    {
        (_path, _next) = (folder.Progress, next);
        _timer = new Timer(_ => Write(), null, Pause, Pause);
    }

    public void Report(StudyProgress value)
    {
        lock (_gate)
        {
            _latest = value;
            foreach (var cell in value.Running.Select(r => r.Report))
            {
                // A cell that is tried again goes on from an earlier place.
                if (!_begun.TryGetValue(cell.Item, out var begun) || cell.Fraction < begun.Fraction)
                    _begun[cell.Item] = (value.Elapsed, cell.Fraction);
            }
        }

        _next?.Report(value);
    }

    /// <summary>Takes the file away: the run has ended.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _latest = null;
            Quietly(() => File.Delete(_path));
        }
    }

    private void Write()
    {
        lock (_gate)
        {
            if (_latest is null || (_latest == _written && DateTime.UtcNow - _at < StoredProgress.Beat))
                return;
            (_written, _at) = (_latest, DateTime.UtcNow);
            var text = JsonSerializer.SerializeToUtf8Bytes(Stored(_latest), ProgressJson.Default.StoredProgress);
            // Not flushed to the disk: after a power cut nothing runs that it could tell of.
            Quietly(() =>
            {
                File.WriteAllBytes($"{_path}.tmp", text);
                File.Move($"{_path}.tmp", _path, overwrite: true);
            });
        }
    }

    private StoredProgress Stored(StudyProgress now) =>
        new(
            now.Cells,
            now.Done,
            now.Failed,
            now.Fraction,
            now.Elapsed.TotalSeconds,
            now.Left?.TotalSeconds,
            [
                .. now.Running.Select(r => new CellStanding(
                    r.Cell.Id,
                    r.Title,
                    r.Report.Phase,
                    r.Report.Fraction,
                    r.Report.TokensPerSecond,
                    r.Report.Loss,
                    Left(now.Elapsed, r.Report)
                )),
            ]
        );

    private double? Left(TimeSpan now, LaunchReport cell)
    {
        var (at, from) = _begun[cell.Item];
        var gained = cell.Fraction - from;
        return gained > 0 ? (now - at).TotalSeconds / gained * (1 - cell.Fraction) : null;
    }

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only people look here.
        }
    }
}
