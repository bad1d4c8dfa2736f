using System.Globalization;
using Clt.Engine.Verification;
using Clt.Formats.Files;
using Clt.Host.Output;
using Clt.Host.Recipes;
using Clt.Running.Verification;

namespace Clt.Host.Verification;

/// <summary>Measures a recipe's guarantees and shows them.</summary>
internal static class RecipeVerify
{
    private const string Trained = "\e[30;42m",
        Read = "\e[2m",
        Reset = "\e[0m";

    public static int Run(SessionOptions options, string? html, bool json, CancellationToken cancel)
    {
        using var session = RecipeSession.Open(options, json ? _ => { } : Console.Error.WriteLine, cancel);
        var scratch = Directory.CreateTempSubdirectory("clt-verify-").FullName;
        IReadOnlyList<RecipeCheck> checks;
        try
        {
            checks = RecipeVerification.Run(session.Study, session.Context with { Cancel = cancel }, scratch);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }

        if (html is not null)
            AtomicFile.WriteText(html, MaskPage.Render(session.Study.Name, checks));
        if (json)
            JsonText.Print(Json(session.Study.Name, checks));
        else
            foreach (var check in checks)
                Print(check);
        return checks.All(c => c.Passed) ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>One object; a study that names stages has a list of them, each as another study is.</summary>
    private static object Json(string name, IReadOnlyList<RecipeCheck> checks) =>
        checks is [{ Stage: "" } check]
            ? new
            {
                name,
                check.Cell,
                check.Passed,
                Rows = check.Rows.Select(Row),
                Masks = check.Masks.Select(Row),
            }
            : new
            {
                name,
                Passed = checks.All(c => c.Passed),
                Stages = checks.Select(c => new
                {
                    c.Stage,
                    c.Cell,
                    c.Passed,
                    Rows = c.Rows.Select(Row),
                    Masks = c.Masks.Select(Row),
                }),
            };

    /// <summary>JSON has no NaN: what is not a number is null, and did not pass.</summary>
    private static object Row(Guarantee row) =>
        new
        {
            row.Name,
            row.Passed,
            Measured = row.Figure is not null,
            Figure = row.Figure is { } figure && double.IsFinite(figure) ? row.Figure : null,
            row.Tolerance,
            row.Unit,
        };

    private static object Row(MaskedItem item) =>
        new
        {
            item.Task,
            Language = item.Language.Code,
            Item = item.ItemId,
            item.Trained,
            Tokens = item.Tokens.Select(t => new { t.Text, t.Target }),
        };

    private static void Print(RecipeCheck check)
    {
        var colours = !Console.IsOutputRedirected;
        if (check.Stage.Length > 0)
            Console.Out.WriteLine($"Stage {check.Stage}");
        Console.Out.WriteLine($"Tokens that are {Token("trained", true, colours)} on, and those that are only read:");
        foreach (var group in check.Masks.GroupBy(m => (m.Task, m.Language.Code)))
        {
            Console.Out.WriteLine($"{group.Key.Task}, {group.Key.Code}");
            foreach (var item in group)
            {
                var tokens = string.Concat(item.Tokens.Select(t => Token(t.Text, t.Target, colours)));
                Console.Out.WriteLine($"  {(item.Trained ? "" : "WRONG ")}{item.ItemId}: {tokens}");
            }
        }

        Console.Out.WriteLine();
        TextTable.Print(
            ["", "guarantee", "figure", "tolerance", "unit"],
            check.Rows.Select(r =>
                (string[])
                    [
                        r.Figure is null ? "--"
                        : r.Passed ? "ok"
                        : "BAD",
                        r.Name,
                        Number(r.Figure),
                        r.Figure is null ? "" : Number(r.Tolerance),
                        r.Unit,
                    ]
            )
        );
        var bad = check.Rows.Count(r => !r.Passed);
        var verdict = bad == 0 ? "Every guarantee that was measured holds" : $"{bad} of {check.Rows.Count} guarantees do not hold";
        Console.Out.WriteLine($"{verdict} (on cell {check.Cell}).");
        if (check.Stage.Length > 0)
            Console.Out.WriteLine();
    }

    private static string Token(string text, bool target, bool colours)
    {
        var shown = text.Replace("\n", "⏎", StringComparison.Ordinal);
        if (colours)
            return $"{(target ? Trained : Read)}{shown}{Reset}";
        return target ? $"[{shown}]" : shown;
    }

    private static string Number(double? value) => value?.ToString(value % 1 == 0 ? "0" : "0.0e+0", CultureInfo.InvariantCulture) ?? "";
}
