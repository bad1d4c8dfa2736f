using System.CommandLine;
using Clt.Host.Launching;

namespace Clt.Host.Verbs;

/// <summary><c>clt launch</c>: runs a command in several processes, here or on a cluster.</summary>
internal static partial class LaunchVerb
{
    public static Command Create() => new("launch", "Runs a command in several processes, here or on a cluster.") { Local(), Slurm() };

    private static Command Local()
    {
        var ranks = new Option<int>("--ranks")
        {
            Description = "Processes that train each cell together, cells one after the other; they share the cores.",
            DefaultValueFactory = _ => 2,
            HelpName = "N",
        };
        var verb = new Command(
            "local",
            """
            Starts processes on this machine that train each cell together: every step's examples are shared out, the numbers stay those
            of one process. When one ends badly, all are stopped. A run goes on with any number of ranks.

            Examples:
              clt launch local --ranks 2 -- run recipes/quickstart.csx
              clt launch local --ranks 4 -- run recipes/synopsis.csx --set scale=small --json
            """
        )
        {
            ranks,
            Inner(),
        };
        var inner = (Argument<string[]>)verb.Arguments[0];
        verb.SetAction(
            (parsed, cancel) =>
            {
                var (count, arguments) = (parsed.GetValue(ranks), Checked(parsed.GetValue(inner)!));
                if (count < 1)
                    throw new InputException($"{count} ranks are asked for", "--ranks", "Give at least 1");
                if (count > 1)
                    OpenMpi.Ensure(Console.Error.WriteLine);
                var json = arguments.Contains("--json");
                return LocalRanks.Run(count, Itself(arguments), json, Console.Out, Console.Error, cancel);
            }
        );
        return verb;
    }

    private static Argument<string[]> Inner() =>
        new("command") { Description = "What each process runs, after '--': run RECIPE and its options.", Arity = ArgumentArity.OneOrMore };

    private static string[] Checked(string[] arguments) =>
        arguments[0] == "run"
            ? arguments
            : throw new InputException(
                $"'{arguments[0]}' does not train",
                "clt launch",
                "Only 'run' does: clt launch local --ranks 2 -- run RECIPE"
            );

    /// <summary>This program with other arguments.</summary>
    private static WorkerCommand Itself(IEnumerable<string> arguments) => new(HostProgram.Path, [.. HostProgram.With(arguments)]);
}
