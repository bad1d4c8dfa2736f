using System.CommandLine;
using System.Globalization;
using Clt.Engine.Distributed;
using Clt.Engine.Models;
using Clt.Engine.Verification;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Host.Verification;
using Clt.Plugins.Catalog;

namespace Clt.Host.Verbs;

/// <summary><c>clt verify</c>: holds what this build computes against what others computed.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var (recipe, json) = (
            new Argument<string?>("recipe") { Description = "The recipe, a .csx file.", Arity = ArgumentArity.ZeroOrOne },
            CommonOptions.Json()
        );
        var (set, plugins) = (CommonOptions.Set(), CommonOptions.Plugins());
        var html = new Option<string?>("--html") { Description = "Writes the masks, token by token, into this page.", HelpName = "FILE" };
        var verb = new Command(
            "verify",
            """
            Measures the guarantees of training on a recipe's own data, tokenizer and settings, with a fresh model of its own shape where
            it trains its base: packing, accumulation, masks, repeats, resuming, export, several processes. Exit code 1 when one fails.

            Examples:
              clt verify recipes/quickstart.csx
              clt verify recipes/quickstart.csx --html masks.html
              clt verify model models/Llama-3.2-1B
            """
        )
        {
            recipe,
            set,
            plugins,
            html,
            json,
            CommonOptions.Device(),
            Model(),
        };
        verb.SetAction(
            (parsed, cancel) =>
            {
                var file =
                    parsed.GetValue(recipe)
                    ?? throw new InputException("no recipe is named", "clt verify", "clt verify RECIPE, or clt verify model DIR");
                var options = new SessionOptions(file, parsed.GetValue(set) ?? [], parsed.GetValue(plugins) ?? [], "runs");
                return Task.FromResult(RecipeVerify.Run(options, parsed.GetValue(html), parsed.GetValue(json), cancel));
            }
        );
        return verb;
    }

    private static Command Model()
    {
        var folder = new Argument<string>("folder") { Description = "A Hugging Face model directory." };
        var reference = new Option<string?>("--reference")
        {
            Description =
                "Reference tensors, with a .json of the same name beside them; by default reference.safetensors in the directory, if it "
                + "is there.",
            HelpName = "FILE",
        };
        var (json, plugins) = (CommonOptions.Json(), CommonOptions.Plugins());
        var verb = new Command(
            "model",
            """
            Loads a model and shows what it is; compares it with a reference when there is one. Exit code 1 when anything is out of
            tolerance.

            Examples:
              clt verify model models/Llama-3.2-1B
              clt verify model models/aya --reference aya/reference.safetensors
              clt verify model models/aya --json
            """
        )
        {
            folder,
            reference,
            json,
            plugins,
            CommonOptions.Device(),
        };
        verb.SetAction(
            (parsed, cancel) =>
                Task.FromResult(
                    Run(parsed.GetValue(folder)!, parsed.GetValue(reference), parsed.GetValue(plugins), parsed.GetValue(json), cancel)
                )
        );
        return verb;
    }

    private static int Run(string folder, string? reference, string[]? plugins, bool json, CancellationToken cancel)
    {
        ComputeThreads.UseAll();
        var catalog = PluginHost.Load(NamedPlugins.All(plugins));
        folder = catalog.Folder(folder, cancel);
        var families = catalog.Families();
        using var model = ModelFolder.Load(folder, families);
        var facts = ModelFacts.Of(folder, model);
        var beside = Path.Combine(folder, "reference.safetensors");
        reference ??= File.Exists(beside) ? beside : null;
        var checks = reference is null ? [] : ModelVerification.Compare(model, reference);
        var ok = checks.All(c => c.Ok);
        if (json)
            JsonText.Print(
                new
                {
                    model = facts,
                    reference,
                    ok,
                    checks = checks.Select(Row),
                }
            );
        else
            Print(facts, reference, checks);
        return ok ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>JSON has no NaN: what is not a number is null, and not ok.</summary>
    private static object Row(ModelCheck check) =>
        new
        {
            check.Name,
            Compared = check.Difference is not null,
            Difference = check.Difference is { } d && double.IsFinite(d) ? check.Difference : null,
            check.Tolerance,
            check.Unit,
            check.Ok,
        };

    private static void Print(IReadOnlyDictionary<string, string> facts, string? reference, IReadOnlyList<ModelCheck> checks)
    {
        var width = facts.Keys.Max(k => k.Length);
        foreach (var (name, value) in facts)
            Console.Out.WriteLine($"{name.PadRight(width)}  {value}");
        Console.Out.WriteLine();
        if (reference is null)
        {
            Console.Out.WriteLine("There is no reference beside it to compare with; name one with --reference FILE.");
            return;
        }

        TextTable.Print(
            ["", "compared", "difference", "tolerance", "unit"],
            checks.Select(c =>
                (string[])
                    [
                        c.Difference is null ? "--"
                        : c.Ok ? "ok"
                        : "BAD",
                        c.Name,
                        Number(c.Difference),
                        c.Difference is null ? "" : Number(c.Tolerance),
                        c.Unit,
                    ]
            )
        );
        var (bad, compared) = (checks.Count(c => !c.Ok), checks.Count(c => c.Difference is not null));
        Console.Out.WriteLine(
            bad == 0 ? $"All {compared} within tolerance of {reference}." : $"{bad} of {compared} are out of tolerance of {reference}."
        );
    }

    private static string Number(double? value) => value?.ToString(value % 1 == 0 ? "0" : "0.0e+0", CultureInfo.InvariantCulture) ?? "";
}
