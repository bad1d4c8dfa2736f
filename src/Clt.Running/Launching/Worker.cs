using System.Text.Json;
using Clt.Running.Cells;

namespace Clt.Running.Launching;

/// <summary>
/// The worker's end of the protocol: one <see cref="WorkerRequest"/> a line comes in, <see cref="LaunchReport"/>s go out, one a line.
/// </summary>
/// <remarks>
/// When its input ends, because the launcher stops it or has died, the running cell is cancelled: it resumes from its last checkpoint.
/// </remarks>
public static class Worker
{
    /// <summary>Serves until the input ends or <paramref name="cancel"/> is set.</summary>
    /// <param name="input">Requests.</param>
    /// <param name="output">Reports; nothing else may write to it.</param>
    /// <param name="run">Runs a cell: request, report, cancellation. It throws where the cell fails.</param>
    /// <param name="cancel">Stops the running cell.</param>
    /// <param name="ended">Hears when the input has ended, before the running cell is cancelled: what hangs does not hear of that.</param>
    public static void Serve(
        TextReader input,
        TextWriter output,
        Action<WorkerRequest, Action<LaunchReport>, CancellationToken> run,
        CancellationToken cancel,
        Action? ended = null
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var requests = new System.Collections.Concurrent.BlockingCollection<WorkerRequest>();
        var reader = new Thread(() => Read(input, requests, stop, ended)) { IsBackground = true, Name = "worker input" };
        reader.Start();
        try
        {
            foreach (var request in requests.GetConsumingEnumerable(stop.Token))
                Run(request, output, run, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The launcher knows; the cell's last checkpoint stays.
        }
    }

    private static void Run(
        WorkerRequest request,
        TextWriter output,
        Action<WorkerRequest, Action<LaunchReport>, CancellationToken> run,
        CancellationToken cancel
    )
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

    private static void Read(
        TextReader input,
        System.Collections.Concurrent.BlockingCollection<WorkerRequest> requests,
        CancellationTokenSource stop,
        Action? ended
    )
    {
        try
        {
            while (input.ReadLine() is { } line)
            {
                if (JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerRequest) is { } request)
                    requests.Add(request);
            }
        }
        catch (Exception e) when (e is IOException or JsonException or ObjectDisposedException)
        {
            // A broken line is the end of the input.
        }

        ended?.Invoke();
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
