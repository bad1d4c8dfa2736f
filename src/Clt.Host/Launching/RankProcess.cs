using System.Diagnostics;
using Clt.Engine.Distributed;

namespace Clt.Host.Launching;

/// <summary>A rank that was started on this machine: its output, line by line with its number before it, and its end.</summary>
internal sealed class RankProcess : IDisposable
{
    private const int KeptLines = 6;
    private readonly Process _process;
    private readonly Queue<string> _last = new();
    private readonly int _rank;

    /// <param name="place">Which rank.</param>
    /// <param name="command">Program and arguments.</param>
    /// <param name="plainOutput">Whether its standard output goes on as it is (one JSON object).</param>
    /// <param name="output">Where standard output goes.</param>
    /// <param name="error">Where standard error goes.</param>
    public RankProcess(RankEnvironment place, WorkerCommand command, bool plainOutput, TextWriter output, TextWriter error)
    {
        _rank = place.Rank;
        var start = new ProcessStartInfo(command.File, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        place.WriteTo(start.Environment);
        _process = Process.Start(start) ?? throw new IOException($"{command.File} did not start");
        _process.OutputDataReceived += (_, line) => Pass(line.Data, output, plainOutput);
        _process.ErrorDataReceived += (_, line) => Pass(line.Data, error, plain: false);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Ended = _process.WaitForExitAsync();
    }

    /// <summary>Completes when the process has ended and all its output was read.</summary>
    public Task Ended { get; }

    public int ExitCode => _process.ExitCode;

    /// <summary>Whether its last lines say that it ended because another did.</summary>
    public bool LostAnother
    {
        get
        {
            lock (_last) return _last.Any(l => l.Contains(" lost another: ", StringComparison.Ordinal));
        }
    }

    /// <summary>How it ended, in a sentence, with the end of its output.</summary>
    public string Epitaph()
    {
        var how = ExitCode > 128 ? $"was killed by signal {ExitCode - 128}" : $"ended with exit code {ExitCode}";
        lock (_last) return $"rank {_rank} {how}{(_last.Count > 0 ? ". Its last lines:" : "; it had written nothing")}{string.Concat(_last.Select(l => $"\n    {l}"))}";
    }

    /// <summary>Ends its input, which tells it to save a checkpoint and stop.</summary>
    public void Stop()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose() => _process.Dispose();

    private void Pass(string? line, TextWriter to, bool plain)
    {
        if (line is null) return;
        lock (_last)
        {
            if (line.Trim().Length > 0) _last.Enqueue(line);
            if (_last.Count > KeptLines) _last.Dequeue();
        }

        lock (to) to.WriteLine(plain ? line : $"[rank {_rank}] {line}");
    }
}
