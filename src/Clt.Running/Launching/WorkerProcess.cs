using System.Diagnostics;
using System.Text.Json;

namespace Clt.Running.Launching;

/// <summary>The launcher's end of a worker process.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int KeptErrorLines = 5;
    private readonly Process _process;
    private readonly Queue<string> _errors = new();

    public WorkerProcess(WorkerCommand command)
    {
        var start = new ProcessStartInfo(command.File, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // One thread until a request says otherwise: two workers of two threads on two cores are slower than two of one.
        start.Environment["OMP_NUM_THREADS"] = "1";
        _process = Process.Start(start) ?? throw new IOException($"{command.File} did not start");
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) return;
            lock (_errors)
            {
                _errors.Enqueue(line.Data);
                if (_errors.Count > KeptErrorLines) _errors.Dequeue();
            }
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Sends a request and passes reports on until the item is done or failed; null where the worker died first.</summary>
    public LaunchReport? Run(LaunchItem item, Action<LaunchReport> report)
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(new WorkerRequest(item.Id, item.Threads), WorkerJson.Default.WorkerRequest));
            _process.StandardInput.Flush();
            while (_process.StandardOutput.ReadLine() is { } line)
            {
                if (JsonSerializer.Deserialize(line, WorkerJson.Default.LaunchReport) is not { } got) continue;
                if (got.State is LaunchState.Done or LaunchState.Failed) return got;
                report(got);
            }
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidOperationException)
        {
            // As if it had died.
        }

        return null;
    }

    /// <summary>How the worker ended, for a message.</summary>
    public string Epitaph()
    {
        if (!_process.WaitForExit(2000)) return "the worker stopped answering";
        _process.WaitForExit();
        string last;
        lock (_errors) last = string.Join(" / ", _errors.Where(e => e.Trim().Length > 0));
        var code = _process.ExitCode;
        var how = code > 128 ? $"was killed by signal {code - 128}" : $"ended with code {code}";
        return $"the worker process {how}{(last.Length > 0 ? $": {last}" : "")}";
    }

    /// <summary>Ends its input, which tells it to stop; it is killed when it has not after <paramref name="patience"/>.</summary>
    public void Stop(TimeSpan patience)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }

        if (_process.WaitForExit(patience)) return;
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose() => _process.Dispose();
}
