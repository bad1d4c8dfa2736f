using System.CommandLine;
using System.Runtime.InteropServices;
using Clt.Engine.Devices;
using Clt.Host.Output;
using Clt.Running.Stopping;

namespace Clt.Host;

/// <summary>Runs a parsed command line and turns faults into messages and exit codes.</summary>
internal static class Invocation
{
    public static async Task<int> Run(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await parsed.InvokeAsync(new InvocationConfiguration());
            return ExitCode.InputWrong;
        }

        using var interrupt = new CancellationTokenSource();
        using var sigint = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, interrupt));
        using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, interrupt));
        var json = parsed.GetValue<bool?>("--json") == true;
        try
        {
            ChooseDevice(parsed);
            TrustOption.Apply(parsed);

            // Our own signal handling: a run writes its checkpoint before it ends.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(configuration, interrupt.Token);
        }
        catch (Exception error)
        {
            return Faults.Show(error, json, interrupt.IsCancellationRequested);
        }
    }

    /// <summary>Checks the device that a verb will compute on before it begins, and hands it to the processes that it starts.</summary>
    private static void ChooseDevice(ParseResult parsed)
    {
        const string Option = "--device";
        if (!parsed.CommandResult.Command.Options.Any(o => o.Name == Option))
            return;
        var named = parsed.GetValue<string?>(Option);
        if (named is not null)
        {
            ComputeDevice.Parse(named, Option);
            Environment.SetEnvironmentVariable(ComputeDevice.Variable, named);
        }

        // A cluster's launcher computes on other machines than this.
        if (!parsed.CommandResult.Command.Options.Any(o => o.Name == "--launcher") || parsed.GetValue<string?>("--launcher") is null)
            ComputeDevice.Chosen.Require(named is null ? ComputeDevice.Variable : Option);
    }

    /// <summary>The first signal asks for an orderly end; the second ends the process at once.</summary>
    private static void Stop(PosixSignalContext context, CancellationTokenSource interrupt)
    {
        if (interrupt.IsCancellationRequested)
        {
            EndedBy.With(ExitCode.Interrupted);
            return;
        }

        context.Cancel = true;
        OrderlyStop.Begin(
            ExitCode.Interrupted,
            () =>
                Console.Error.WriteLine(
                    "Interrupted. What was running did not stop by itself (a loop in a recipe, a task, a metric or an analysis?) and "
                        + "was ended. "
                        + "Run the same command again to go on from the last checkpoint."
                )
        );
        interrupt.Cancel();
    }
}
