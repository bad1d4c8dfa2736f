using System.CommandLine;
using Clt.Host.Recipes;
using Clt.Running.Planning;
using Clt.Running.Stopping;

namespace Clt.Host.Verbs;

/// <summary>
/// <c>clt rehearse</c>: makes a study and its plan, and keeps what is wrong with it to itself; started by the host, not by people.
/// </summary>
internal static class RehearseVerb
{
    public static Command Create()
    {
        var verb = new Command(Rehearsal.Verb, "Makes a recipe's study in a process of its own; started by the other verbs.")
        {
            Hidden = true,
        };
        var read = SessionOptions.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
            {
                ParentWatch.Begin(child: true);
                Rehearsal.IsNotNeeded();
                var output = PrivateStreams.TakeOutput();
                void Say(string line)
                {
                    lock (output)
                    {
                        output.WriteLine(line);
                        output.Flush();
                    }
                }

                try
                {
                    using var session = RecipeSession.Open(read(parsed), Say, cancel, planning: true);
                    session.Study.Plan(session.Context, Environment.ProcessorCount);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // The process that started this one will find and say it.
                }

                return Task.FromResult(ExitCode.Done);
            }
        );
        return verb;
    }
}
