using Clt.Results.Store;
using Clt.Running.Runner;

namespace Clt.Serving.Runs;

/// <summary>Reads a study's folder again and again while it is run; what has not changed is not read twice. Thread-safe.</summary>
internal sealed class StudyReader(string runs, string name)
{
    /// <summary>Several pages that watch one study share what was read.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(400);

    private readonly Lock _gate = new();
    private readonly StudyFolder _folder = new(runs, name);
    private readonly Dictionary<string, CellReader> _cells = new(StringComparer.Ordinal);
    private (long, DateTime) _mark;
    private StudyGrid _grid = StudyGrid.Empty;
    private StudyState? _state;
    private long _at;

    public StudyFolder Folder => _folder;

    /// <summary>The study as it is now.</summary>
    public StudyState State()
    {
        lock (_gate)
        {
            if (_state is not null && Environment.TickCount64 - _at < Fresh.TotalMilliseconds)
                return _state;
            (_state, _at) = (Read(), Environment.TickCount64);
            return _state;
        }
    }

    /// <summary>Does something with a cell of a name, and nothing meanwhile to it; null where the study has no folder of it.</summary>
    public T? With<T>(string cell, Func<CellReader, T> read)
        where T : class
    {
        lock (_gate)
        {
            Look();
            return _cells.TryGetValue(cell, out var found) ? read(found) : null;
        }
    }

    private void Look()
    {
        foreach (var id in _folder.CellIds().Where(i => !_cells.ContainsKey(i) && IsOwn(i)))
            _cells.Add(id, new CellReader(_folder.Cell(id)));
        foreach (var gone in _cells.Keys.Where(i => !Directory.Exists(_folder.Cell(i).Path)).ToList())
            _cells.Remove(gone);
    }

    private bool IsOwn(string cell) => new DirectoryInfo(_folder.Cell(cell).Path).LinkTarget is null;

    private StudyState Read()
    {
        Look();
        var mark = OwnFile.Mark(_folder.StudyYaml);
        if (mark != _mark)
            (_mark, _grid) = (mark, StudyGrid.Read(_folder.StudyYaml));
        var progress = StoredProgress.Read(_folder);
        var running = (progress?.Running ?? []).ToDictionary(r => r.Cell, StringComparer.Ordinal);
        var points = _grid.Shared.Concat(_grid.Points).DistinctBy(p => p.Cell).ToList();
        var states = points.Select(p => Of(p, running)).ToList();
        var known = points.Select(p => p.Cell).Concat(states.Select(s => s.Training)).ToHashSet(StringComparer.Ordinal);
        // Trainings are shown with what measures them, and a study without its file shows all that it has.
        var others = _cells.Where(c => !known.Contains(c.Key) && (c.Value.Kind != "training" || points.Count == 0));
        states.AddRange(
            others.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => Of(c.Key, c.Value, running, isLeft: points.Count > 0))
        );
        return new StudyState(
            name,
            _grid.Axes,
            _grid.Groups.ByCode,
            _grid.Groups.ByCode.Keys.ToDictionary(c => c, c => Language.TryParse(c, out var l) ? l.Name : c, StringComparer.Ordinal),
            _grid.Settings,
            string.Join(" and ", states.Select(s => s.Metric).Where(m => m.Length > 0).Distinct()),
            OwnFile.Exists(_folder.Report),
            RunStanding.Of(progress),
            states
        );
    }

    private CellState Of(GridPoint point, Dictionary<string, CellStanding> running)
    {
        var axes = point.Axes.ToDictionary(a => a.Axis, a => a.Label, StringComparer.Ordinal);
        var planned = new CellState(point.Cell, point.Kind.ToLowerInvariant(), point.Seed, point.Title, axes, "planned");
        return Standing(planned, _cells.GetValueOrDefault(point.Cell), running);
    }

    private CellState Of(string id, CellReader cell, Dictionary<string, CellStanding> running, bool isLeft)
    {
        // Answers are no points, and a running study makes them.
        var left = isLeft && !running.ContainsKey(id) && cell.Kind != "answers";
        return Standing(
            new CellState(id, cell.Kind, cell.Seed, "", new Dictionary<string, string>(), "begun") { Left = left },
            cell,
            running
        );
    }

    private CellState Standing(CellState state, CellReader? cell, Dictionary<string, CellStanding> running)
    {
        if (cell is not null)
        {
            state = state with
            {
                State =
                    cell.IsDone ? "done"
                    : cell.Failure is null ? "begun"
                    : "failed",
                Training = cell.Training,
                Log = _cells.GetValueOrDefault(cell.Training)?.LogLength ?? 0,
                Failure = (cell.Failure ?? "").Split('\n')[0],
                Metric = cell.Result?.Scores.FirstOrDefault()?.Metric ?? "",
                Scores = Means(cell.Result),
            };
        }

        if (state.State == "done")
            return state with { Fraction = 1 };
        return !running.TryGetValue(state.Id, out var now)
            ? state
            : state with
            {
                State = "running",
                Phase = now.Phase,
                Fraction = Math.Round(now.Fraction, 4),
                TokensPerSecond = Math.Round(now.TokensPerSecond),
                Loss = double.IsFinite(now.Loss) ? now.Loss : null,
                SecondsLeft = now.Left is { } left ? Math.Round(left) : null,
            };
    }

    /// <summary>Means of the headline metric: of all languages, and of each group.</summary>
    private Dictionary<string, double> Means(CellResult? result)
    {
        var scores = (result?.Scores ?? []).Where(s => s.Axes is null && double.IsFinite(s.Value)).ToList();
        var head = scores.Where(s => s.Metric == scores[0].Metric).ToList();
        if (head.Count == 0)
            return [];
        var means = head.GroupBy(s => _grid.Groups[s.Language])
            .ToDictionary(g => g.Key, g => g.Average(s => s.Value), StringComparer.Ordinal);
        means["all"] = head.Average(s => s.Value);
        return means;
    }
}
