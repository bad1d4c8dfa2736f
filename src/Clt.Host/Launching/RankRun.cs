using Clt.Engine.Distributed;
using Clt.Host.Recipes;
using Clt.Host.Verbs;
using Clt.Studies;

namespace Clt.Host.Launching;

/// <summary><c>clt run</c> as one of several processes: rank 0 runs the study, cell after cell; all train each cell together.</summary>
internal static class RankRun
{
    /// <summary>Ranks may compile the recipe and count data for a while before they are all there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Longest that the others wait for rank 0 to write a model, or for a slow rank's step. A rank that ends is noticed at once.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(30);

    public static int Run(RankEnvironment place, SessionOptions options, bool json, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (place.Supervised) StopWithInput(stop);
        try
        {
            return RunToEnd(place, options, json, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private static int RunToEnd(RankEnvironment place, SessionOptions options, bool json, CancellationToken stop)
    {
        var quiet = json || place.Rank > 0;
        using var session = RecipeSession.Open(options, quiet ? _ => { } : Console.Error.WriteLine, stop);
        using var group = ProcessGroup.Join(place, Patience, Timeout);
        var context = session.Context with { Group = group };
        if (place.Rank > 0)
        {
            RankFollower.Serve(session.Study, context, place.Threads, stop);
            return ExitCode.Done;
        }

        var code = RunVerb.Run(session, context, new RunnerOptions(new HereLauncher(place.Threads), new CellRunner()), json, stop);
        End(group);
        return code;
    }

    /// <summary>Lets the others go, and waits until they have heard it: the place where they listen ends with this process.</summary>
    private static void End(ProcessGroup group)
    {
        try
        {
            group.Announce(RankFollower.End);
            group.Barrier();
        }
        catch (DistributedException)
        {
            // One of them ended before: the run has said so.
        }
    }

    /// <summary>The launcher ends the input of the processes that it wants to stop; so does its own death.</summary>
    private static void StopWithInput(CancellationTokenSource stop)
    {
        var reader = new Thread(() =>
        {
            while (Console.In.ReadLine() is not null)
            {
                // Nothing is said to a rank.
            }

            try
            {
                stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The run ended first.
            }
        })
        {
            IsBackground = true,
            Name = "rank input",
        };
        reader.Start();
    }
}
