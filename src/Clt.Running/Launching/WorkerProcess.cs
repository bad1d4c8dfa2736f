using System.Diagnostics;
using System.Text.Json;
using Clt.Running.Cells;
using Clt.Running.Stopping;

namespace Clt.Running.Launching;

/// <summary>The launcher's end of a worker process.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int KeptErrorLines = 5;
    private static readonly string[] Crashes = ["Stack overflow", "Unhandled exception", "Process terminated", "Fatal error"];

    /// <summary>
    /// A worker that computes a step or saves a checkpoint ends by itself when it has; any other within the time of a first signal.
    /// </summary>
    private static readonly TimeSpan Orderly = TimeSpan.FromMinutes(10),
        AtOnce = TimeSpan.FromSeconds(2.6);

    /// <summary>The kernel's counters of what it killed for memory; tests have their own.</summary>
    internal static Func<MemoryKills> MemoryCounters { get; set; } = () => new MemoryKills();

    private readonly Process _process;
    private readonly WorkerLimits _limits;
    private readonly Queue<string> _errors = new();
    private readonly List<string> _crash = [];
    private volatile string _phase = "";

    public WorkerProcess(WorkerCommand command, WorkerLimits? limits = null)
    {
        _limits = limits ?? WorkerLimits.None;
        var start = new ProcessStartInfo(command.File, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // One thread until a request says otherwise: two workers of two threads on two cores are slower than two of one.
        start.Environment["OMP_NUM_THREADS"] = "1";
        _process = Children.Start(start);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            lock (_errors)
            {
                // The first frames of a crash tell more than its last ones.
                if (_crash.Count > 0 || IsCrash(line.Data))
                    _crash.Add(line.Data.Trim());
                _errors.Enqueue(line.Data);
                if (_errors.Count > KeptErrorLines)
                    _errors.Dequeue();
                if (_crash.Count > KeptErrorLines + 1)
                    _crash.RemoveAt(_crash.Count - 1);
            }
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Why the last item ended the worker, where running it again would end it again; null otherwise.</summary>
    public string? Fatal { get; private set; }

    /// <summary>Sends a request and passes reports on until the item is done or failed; null where the worker died first.</summary>
    public LaunchReport? Run(LaunchItem item, Action<LaunchReport> report)
    {
        _phase = "";
        using var guard = new WorkerGuard(_process, _limits);
        var kills = MemoryCounters();
        try
        {
            _process.StandardInput.WriteLine(
                JsonSerializer.Serialize(new WorkerRequest(item.Id, item.Threads), WorkerJson.Default.WorkerRequest)
            );
            _process.StandardInput.Flush();
            while (_process.StandardOutput.ReadLine() is { } line)
            {
                if (JsonSerializer.Deserialize(line, WorkerJson.Default.LaunchReport) is not { } got)
                    continue;
                if (got.State is LaunchState.Done or LaunchState.Failed)
                    return got;
                if (got.Phase.Length > 0)
                    _phase = got.Phase;
                report(got);
            }
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidOperationException)
        {
            // As if it had died.
        }

        Fatal = guard.Overstepped ?? (WasKilled() && kills.Happened ? MemoryKills.Message(guard.Peak) : null);
        return null;
    }

    /// <summary>How the runtime begins to tell of what it cannot go on after.</summary>
    private static bool IsCrash(string line) => Crashes.Any(c => line.StartsWith(c, StringComparison.Ordinal));

    /// <summary>Whether it ended by signal 9.</summary>
    private bool WasKilled() => _process.WaitForExit(2000) && _process.ExitCode == 128 + 9;

    /// <summary>How the worker ended, for a message.</summary>
    public string Epitaph()
    {
        if (!_process.WaitForExit(2000))
            return "the worker stopped answering";
        _process.WaitForExit();
        string last;
        lock (_errors)
            last = string.Join(" / ", (_crash.Count > 0 ? _crash : [.. _errors]).Where(e => e.Trim('-', ' ').Length > 0));
        var code = _process.ExitCode;
        var how = code > 128 ? $"was killed by signal {code - 128}" : $"ended with code {code}";
        return $"the worker process {how}{(last.Length > 0 ? $": {last}" : "")}";
    }

    /// <summary>Ends its input, which tells it to stop; it is killed when it has not in time.</summary>
    /// <param name="now">Whether it is killed at once.</param>
    public void Stop(bool now = false)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }

        if (!now && _process.WaitForExit(_phase is CellProgress.TrainingPhase or CellProgress.SavingPhase ? Orderly : AtOnce))
            return;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose() => _process.Dispose();
}
