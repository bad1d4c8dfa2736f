using System.Globalization;

namespace Clt.Host.Launching;

/// <summary>A rank that was started on this machine: its output, line by line with its number before it, and its end.</summary>
internal sealed class RankProcess
{
    /// <summary>Endings of the files in which its shell writes what it says and how it ended.</summary>
    public const string Output = ".out",
        Error = ".err",
        End = ".end";

    private const int KeptLines = 6;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Queue<string> _last = new();
    private readonly int _rank;

    /// <param name="rank">Which.</param>
    /// <param name="folder">Its files are there, under its number.</param>
    /// <param name="all">Completes when no rank runs any more.</param>
    /// <param name="plainOutput">Whether its standard output goes on as it is (one JSON object).</param>
    /// <param name="output">Where standard output goes.</param>
    /// <param name="error">Where standard error goes.</param>
    public RankProcess(int rank, string folder, Task all, bool plainOutput, TextWriter output, TextWriter error)
    {
        _rank = rank;
        Ended = Follow(Path.Combine(folder, rank.ToString(CultureInfo.InvariantCulture)), all, plainOutput, output, error);
    }

    /// <summary>Completes when the process has ended and all its output was read.</summary>
    public Task Ended { get; }

    /// <summary>Null where it did not end by itself, but with the others.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Whether its last lines say that it ended because another did.</summary>
    public bool LostAnother => _last.Any(l => l.Contains(" lost another: ", StringComparison.Ordinal));

    /// <summary>How it ended, in a sentence, with the end of its output.</summary>
    public string Epitaph()
    {
        var how = ExitCode > 128 ? $"was killed by signal {ExitCode - 128}" : $"ended with exit code {ExitCode}";
        return $"rank {_rank} "
            + $"{how}{(_last.Count > 0 ? ". Its last lines:" : "; it had written nothing")}"
            + $"{string.Concat(_last.Select(l => $"\n    {l}"))}";
    }

    private async Task Follow(string path, Task all, bool plainOutput, TextWriter output, TextWriter error)
    {
        using var said = new FollowedFile(path + Output);
        using var complained = new FollowedFile(path + Error);
        for (var ended = false; !ended; await Task.WhenAny(all, Task.Delay(Look)))
        {
            // In this order: what was written before the end is read after it was seen.
            ended = File.Exists(path + End) || all.IsCompleted;
            Pass(said.New(ended), output, plainOutput);
            Pass(complained.New(ended), error, plain: false);
        }

        if (File.Exists(path + End))
            ExitCode = int.Parse(File.ReadAllText(path + End), CultureInfo.InvariantCulture);
    }

    private void Pass(IReadOnlyList<string> lines, TextWriter to, bool plain)
    {
        foreach (var line in lines)
        {
            if (line.Trim().Length > 0)
                _last.Enqueue(line);
            if (_last.Count > KeptLines)
                _last.Dequeue();
            lock (to)
                to.WriteLine(plain ? line : $"[rank {_rank}] {line}");
        }
    }
}
