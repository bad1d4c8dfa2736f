using System.CommandLine;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Results.Comparison;
using Clt.Results.Tables;
using Clt.Running.Lengths;
using Clt.Running.Planning;
using Clt.Running.Seeds;

namespace Clt.Host.Verbs;

/// <summary><c>clt check</c>: compiles a recipe, checks it and prints the plan; nothing is trained.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var verb = new Command(
            "check",
            """
            Compiles a recipe, checks it and prints the plan: cells, tokens, parameters, memory and time. Nothing is trained.

            Examples:
              clt check recipes/quickstart.csx
              clt check recipes/synopsis.csx --set scale=small --json
              clt check recipes/guide/math.csx --set scale=full --set model=DIR      (DIR may hold a config.json alone)
            """
        )
        {
            json,
        };
        var read = SessionOptions.AddTo(verb, results: true);
        verb.SetAction(
            (parsed, cancel) =>
            {
                var quiet = parsed.GetValue(json);
                using var session = RecipeSession.Open(
                    read(parsed),
                    quiet ? _ => { } : line => Console.Error.WriteLine(Visible.Of(line)),
                    cancel,
                    planning: true
                );
                var study = session.Reached;
                var plan = study.Plan(session.Context, Environment.ProcessorCount).Explained(study, session.Context);
                string[] open = [.. plan.Rows.Where(r => !r.Done).Select(r => r.Cell)];
                plan = plan with
                {
                    Notes =
                    [
                        .. plan.Notes,
                        .. LengthPlan.Notes(study, session.Context, open),
                        .. SeedRound.Notes(session.Study, study, session.Context, Environment.ProcessorCount),
                    ],
                };
                // What is planned for GPUs of a cluster is held against those, in its own table.
                if (plan.Devices.Count == 0)
                    plan.Device.Require(DeviceKind.All.Max(k => k.Memory));
                if (quiet)
                {
                    Console.Out.WriteLine(plan.ToJson());
                }
                else
                {
                    ReportView.Print(plan.Table());
                    foreach (var line in plan.Device.Lines())
                        Console.Out.WriteLine(line);
                    if (plan.Devices.Count > 0)
                        ReportView.Print(DevicePlan.Table(plan.Devices, plan.Flops));
                    foreach (var note in plan.Notes)
                        Console.Out.WriteLine($"note: {Visible.Of(note)}");
                }

                return Task.FromResult(ExitCode.Done);
            }
        );
        return verb;
    }
}
