using System.CommandLine;
using Clt.Host.Doctor;
using Clt.Host.Output;

namespace Clt.Host.Verbs;

/// <summary><c>clt doctor</c>: what this machine and this build are, and what is amiss.</summary>
internal static class DoctorVerb
{
    public static Command Create()
    {
        var (json, plugins, runs) = (CommonOptions.Json(), CommonOptions.Plugins(), CommonOptions.Runs());
        var verb = new Command(
            "doctor",
            """
            Shows what this machine and this build are, and what is amiss. Exit code 1 when something must be mended.

            Examples:
              clt doctor
              clt doctor --json
            """
        )
        {
            json,
            plugins,
            runs,
        };
        verb.SetAction(parsed =>
        {
            List<Check> checks =
            [
                .. MachineChecks.All(parsed.GetValue(runs)!),
                .. TorchChecks.All(),
                .. PluginChecks.All(parsed.GetValue(plugins)),
            ];
            if (parsed.GetValue(json))
                JsonText.Print(new { checks });
            else
                Print(checks);
            return checks.Any(c => c.State == CheckState.Bad) ? ExitCode.Failed : ExitCode.Done;
        });
        return verb;
    }

    private static void Print(List<Check> checks)
    {
        var width = checks.Max(c => c.Name.Length);
        foreach (var check in checks)
        {
            var mark = check.State switch
            {
                CheckState.Good => "ok  ",
                CheckState.Warning => "warn",
                CheckState.Bad => "BAD ",
                _ => throw new InvalidOperationException($"There is no state {check.State}."),
            };
            Console.Out.WriteLine($"{mark}  {check.Name.PadRight(width)}  {check.Value}");
            if (check.Mend is { } mend)
                Console.Out.WriteLine($"      {new string(' ', width)}  {mend}");
        }
    }
}
