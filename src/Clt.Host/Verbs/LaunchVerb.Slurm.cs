using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Clt.Host.Launching;
using Clt.Host.Recipes;
using Clt.Running.Runner;

namespace Clt.Host.Verbs;

/// <summary><c>clt launch slurm</c>: a sweep as job arrays, or one run over several nodes.</summary>
internal static partial class LaunchVerb
{
    private static Command Slurm()
    {
        var ranks = new Option<int?>("--ranks")
        {
            Description =
                "Run the study as one job of so many processes that train each cell together. Without it each cell is a task of a "
                + "job array.",
            HelpName = "N",
        };
        Option<string?>[] settings =
        [
            Setting("--partition", "The queue.", "NAME"),
            Setting("--time", "Limit of a task; one that needs longer saves and is queued again.", "H:MM:SS"),
            Setting("--mem", "Memory per node, such as 16G.", "SIZE"),
            Setting("--gres", "Generic resources, such as gpu:1.", "LIST"),
            Setting("--nodes", "Nodes of a job of several ranks.", "N"),
            Setting("--cpus", "Processors a process.", "N"),
            Setting("--concurrent", "Most tasks of an array at once.", "N"),
        ];
        var dry = new Option<bool>("--dry-run") { Description = "Prints the scripts and submits nothing." };
        var verb = new Command(
            "slurm",
            """
            Runs a recipe under Slurm and waits for it: as job arrays, a task a cell, or with --ranks as one job of several processes. Tasks
            are requeued as Slurm likes and go on from their last checkpoint. All nodes must see this program and the folder of the runs.

            Examples:
              clt launch slurm --partition short --time 2:00:00 --mem 8G -- run recipes/quickstart.csx
              clt launch slurm --ranks 8 --nodes 2 --gres gpu:4 -- run recipes/synopsis.csx
              clt launch slurm --dry-run -- run recipes/quickstart.csx
            """
        )
        {
            ranks,
            dry,
            Inner(),
        };
        foreach (var setting in settings)
            verb.Add(setting);
        var inner = (Argument<string[]>)verb.Arguments[0];
        verb.SetAction(
            (parsed, cancel) =>
            {
                var given = settings
                    .Where(s => parsed.GetValue(s) is not null)
                    .ToDictionary(s => s.Name.TrimStart('-'), s => parsed.GetValue(s)!);
                if (parsed.GetValue(dry))
                    given["dry-run"] = "";
                var arguments = Checked(parsed.GetValue(inner)!);
                var (options, json) = RunOptions(arguments);
                return Task.FromResult(
                    parsed.GetValue(ranks) is { } count
                        ? Together(count, arguments, options, given, cancel)
                        : Sweep(options, given, json, cancel)
                );
            }
        );
        return verb;

        static Option<string?> Setting(string name, string description, string help) =>
            new(name) { Description = description, HelpName = help };
    }

    private static int Sweep(SessionOptions options, Dictionary<string, string> settings, bool json, CancellationToken cancel)
    {
        using var session = RecipeSession.Open(options, json ? _ => { } : Console.Error.WriteLine, cancel);
        var launch = Launchers.Options("slurm", options, Environment.ProcessorCount) with { Settings = settings };
        if (!settings.ContainsKey("dry-run"))
            return RunVerb.Run(session, session.Context, launch, json, cancel);
        launch.Launcher.Launch(StudyRunner.Job(session.Study, session.Context, launch, r => Console.Out.WriteLine(r.Message)), cancel);
        return ExitCode.Done;
    }

    private static int Together(
        int ranks,
        string[] arguments,
        SessionOptions options,
        Dictionary<string, string> settings,
        CancellationToken cancel
    )
    {
        if (ranks < 1)
            throw new InputException($"{ranks} ranks are asked for", "--ranks", "Give at least 1");
        var failure = "";
        var name = Path.GetFileNameWithoutExtension(options.Recipe);
        var item = new LaunchItem(name, [], 0) { Ranks = ranks };
        Launchers
            .Find("slurm", options.Plugins)
            .Launch(
                new LaunchJob(
                    [item],
                    (_, _, _) => throw new NotSupportedException("A job of ranks is not run here."),
                    Itself(arguments),
                    Report
                )
                {
                    Folder = Path.GetFullPath(Path.Combine(options.Runs, ".launch")),
                    Settings = settings,
                },
                cancel
            );
        if (failure.Length > 0)
            Console.Error.WriteLine($"failed: {failure}");
        return failure.Length > 0 ? ExitCode.Failed : ExitCode.Done;

        void Report(LaunchReport report)
        {
            if (report.State == LaunchState.Failed)
                failure = report.Message;
            else
                Console.Out.WriteLine(
                    report.State == LaunchState.Progress
                        ? report.Message
                        : string.Create(CultureInfo.InvariantCulture, $"{name}: {report.State}")
                );
        }
    }

    /// <summary>Reads the options of the inner <c>run</c>.</summary>
    private static (SessionOptions Options, bool Json) RunOptions(string[] arguments)
    {
        var run = RunVerb.Create(out var read);
        var parsed = run.Parse(arguments[1..]);
        if (parsed.Errors.Count > 0)
            throw new InputException([
                .. parsed.Errors.Select(e => new Problem(e.Message, "clt launch slurm -- run", "See 'clt run --help'")),
            ]);
        return (read(parsed), parsed.GetValue<bool>("--json"));
    }
}
