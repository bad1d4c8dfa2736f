using System.CommandLine;
using Clt.Engine.Distributed;
using Clt.Host.Recipes;
using Clt.Kernels.Libtorch;
using Clt.Running.Launching;
using Clt.Running.Stopping;
using Clt.Running.Training;

namespace Clt.Host.Verbs;

/// <summary>
/// <c>clt worker</c>: takes cells from standard input and reports on standard output; started by <c>clt run</c>, not by people.
/// </summary>
internal static class WorkerVerb
{
    public static Command Create()
    {
        var verb = new Command("worker", "Runs cells named on standard input as JSON lines; started by 'clt run'.") { Hidden = true };
        var cell = new Option<string?>("--cell") { Description = "Runs this cell alone and ends.", HelpName = "CELL" };
        verb.Add(cell);
        var read = SessionOptions.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
            {
                // Both standard streams carry the protocol: what plugins read and write must not break a line of it.
                var alone = parsed.GetValue(cell);
                if (alone is null)
                    ParentWatch.Begin(child: true);
                else
                    Console.SetOut(Console.Error);
                var (input, output) = alone is null
                    ? (PrivateStreams.TakeInput(), PrivateStreams.TakeOutput())
                    : (TextReader.Null, TextWriter.Null);
                Rehearsal.IsNotNeeded();
                NativeLibraries.BeginLoading();
                using var session = RecipeSession.Open(read(parsed), Console.Error.WriteLine, cancel);
                // Ctrl-C reaches a whole process group: the launcher decides, and ends this input.
                if (alone is { } one)
                    StudyWorker.RunOne(session.Study, session.Context, new CellRunner(), one, ComputeThreads.OfTask(), cancel);
                else
                    StudyWorker.Serve(session.Study, session.Context, new CellRunner(), input, output, Ended);
                return Task.FromResult(ExitCode.Done);
            }
        );
        return verb;
    }

    /// <summary>The worker ends by itself, or is ended: a plugin may hang.</summary>
    private static void Ended() => OrderlyStop.Begin(ExitCode.Interrupted, () => { });
}
