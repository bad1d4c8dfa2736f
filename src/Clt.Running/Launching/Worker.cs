using System.Text.Json;
using Clt.Running.Cells;
using Clt.Running.Stopping;

namespace Clt.Running.Launching;

/// <summary>
/// The worker's end of the protocol: one <see cref="WorkerRequest"/> a line comes in, <see cref="LaunchReport"/>s go out, one a line.
/// </summary>
/// <remarks>
/// When its input ends, because the launcher stops it or has died, the running cell is cancelled: it resumes from its last checkpoint.
/// </remarks>
public static class Worker
{
    /// <summary>Of a worker that was ended since it did not end by itself: interrupted, to be gone on with.</summary>
    private const int ExitCode = 3;

    /// <summary>Serves until the input ends or <paramref name="cancel"/> is set.</summary>
    /// <param name="input">Requests.</param>
    /// <param name="output">Reports; nothing else may write to it.</param>
    /// <param name="run">Runs a cell: request, report, cancellation. It throws where the cell fails.</param>
    /// <param name="cancel">Stops the running cell.</param>
    public static void Serve(
        TextReader input, TextWriter output, Action<WorkerRequest, Action<LaunchReport>, CancellationToken> run, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var requests = new System.Collections.Concurrent.BlockingCollection<WorkerRequest>();
        var reader = new Thread(() => Read(input, requests, stop)) { IsBackground = true, Name = "worker input" };
        reader.Start();
        try
        {
            foreach (var request in requests.GetConsumingEnumerable(stop.Token)) Run(request, output, run, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The launcher knows; the cell's last checkpoint stays.
        }
    }

    private static void Run(
        WorkerRequest request, TextWriter output, Action<WorkerRequest, Action<LaunchReport>, CancellationToken> run, CancellationToken cancel)
    {
        void Send(LaunchReport report)
        {
            lock (output)
            {
                output.WriteLine(JsonSerializer.Serialize(report, WorkerJson.Default.LaunchReport));
                output.Flush();
            }
        }

        try
        {
            run(request, Send, cancel);
            Send(new LaunchReport(request.Cell, LaunchState.Done, Fraction: 1));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var (message, stopAll) = Failures.Describe(e);
            Send(new LaunchReport(request.Cell, LaunchState.Failed, Message: message, StopAll: stopAll));
        }
    }

    private static void Read(TextReader input, System.Collections.Concurrent.BlockingCollection<WorkerRequest> requests, CancellationTokenSource stop)
    {
        try
        {
            while (input.ReadLine() is { } line)
            {
                if (JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerRequest) is { } request) requests.Add(request);
            }
        }
        catch (Exception e) when (e is IOException or JsonException or ObjectDisposedException)
        {
            // A broken line is the end of the input.
        }

        // It ends by itself, or is ended: a plugin may hang.
        OrderlyStop.Begin(ExitCode, () => { });
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Serving ended first.
        }
    }
}
