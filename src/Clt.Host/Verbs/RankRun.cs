using Clt.Engine.Devices;
using Clt.Engine.Distributed;
using Clt.Host.Recipes;
using Clt.Recipes.Expansion;
using Clt.Running.Launching;
using Clt.Running.Runner;
using Clt.Running.Stopping;
using Clt.Running.Training;
using TorchSharp;

namespace Clt.Host.Verbs;

/// <summary><c>clt run</c> as one of several processes: rank 0 runs the study, cell after cell; all train each cell together.</summary>
internal static class RankRun
{
    /// <summary>Ranks may compile the recipe and count data for a while before they are all there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Longest that the others wait for rank 0 to write a model, or for a slow rank's step. When a rank ends otherwise than by the end of
    /// the run, whoever started the ranks ends the others.
    /// </summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(30);

    public static int Run(RankEnvironment place, SessionOptions options, bool json, CancellationToken cancel)
    {
        if (place.Rank > 0)
            Rehearsal.IsNotNeeded();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (place.Supervised)
        {
            ParentWatch.Begin(child: false);
            StopWithInput(stop);
        }

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
        using var group = Join(place);
        Agree(group, session.Study);
        var context = session.Context with { Group = group };
        if (place.Rank > 0)
        {
            RankFollower.Serve(session.Study, context, place.Threads, stop);
            return ExitCode.Done;
        }

        try
        {
            var code = RunVerb.Run(session, context, new RunnerOptions(new HereLauncher(place.Threads), new CellRunner()), json, stop);
            End(group);
            return code;
        }
        catch (OperationCanceledException)
        {
            End(group);
            throw;
        }
    }

    /// <summary>On GPUs each rank takes one of its machine's, in their order.</summary>
    private static ProcessGroup Join(RankEnvironment place)
    {
        if (place.Size == 1 || ComputeDevice.Chosen.Type != DeviceType.CUDA)
            return ProcessGroup.Join(place, Patience, Timeout);
        var gpu = new ComputeDevice(DeviceType.CUDA, place.OnMachine);
        gpu.Require($"rank {place.Rank}");
        Environment.SetEnvironmentVariable(ComputeDevice.Variable, $"{gpu}");
        return ProcessGroup.Join(place, gpu.Torch, Patience, Timeout);
    }

    /// <summary>The names of the cells: these hold what decides the numbers, the build among it.</summary>
    private static void Agree(ProcessGroup group, ExpandedStudy study)
    {
        try
        {
            group.Agree(string.Join(' ', study.Cells.Select(c => c.Id)));
        }
        catch (InputException)
        {
            // So that all ranks say it before any is ended.
            group.Finish();
            throw;
        }
    }

    /// <summary>Lets the others go, and waits until they have heard it.</summary>
    private static void End(ProcessGroup group)
    {
        try
        {
            group.Announce(RankFollower.End);
            group.Finish();
        }
        catch (DistributedException)
        {
            // One of them ended before: the run has said so.
        }
    }

    /// <summary>The launcher ends the input of the processes that it wants to stop; so does its own death.</summary>
    private static void StopWithInput(CancellationTokenSource stop)
    {
        var input = PrivateStreams.TakeInput();
        var reader = new Thread(() =>
        {
            while (input.ReadLine() is not null)
            {
                // Nothing is said to a rank.
            }

            OrderlyStop.Begin(ExitCode.Interrupted, () => { });

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
