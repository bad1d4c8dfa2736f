using Clt.Recipes.Expansion;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Running.Reports;

/// <summary>Tables of where numbers come from.</summary>
internal static class Provenance
{
    /// <summary>Every setting, its value and who gave it.</summary>
    public static TableModel Settings(ExpandedStudy study) =>
        new(
            "Settings",
            [new("setting"), new("value"), new("from")],
            [.. study.Settings.Select(s => new TableRow([s.Name, s.Value, s.From]))]
        );

    /// <summary>Every measured run: its cell, seed, weights and training.</summary>
    public static TableModel Cells(ExpandedStudy study, StudyResults results)
    {
        // All layers of a model are one cell.
        var runs = results
            .Runs.Select(r => r with { Axes = r.Axes.Where(a => !AxisInfo.OfStates.Contains(a.Key)).ToDictionary() })
            .DistinctBy(r => (r.Result.Cell, new Condition(r.Axes, false)));
        var rows = runs.Select(r =>
        {
            var condition = new Condition(r.Axes, r.Result.Kind == CellKind.Reference);
            var facts = r.Result.Facts;
            string Fact(string name) => facts.TryGetValue(name, out var value) ? Format.Count((long)value) : "–";
            return new TableRow([
                condition.IsReference ? $"base{(r.Axes.Count > 0 ? $", {condition.Title}" : "")}" : condition.Title,
                $"{r.Result.Seed}",
                r.OlderCode.Count == 0 ? r.Result.Cell : $"{r.Result.Cell} ({OlderMark.Differs(r.OlderCode)})",
                r.Result.Weights.Length > 16 ? r.Result.Weights[..16] : r.Result.Weights,
                Fact("steps"),
                Fact("tokens"),
                facts.TryGetValue("validation loss", out var loss) ? Format.Score(loss) : "–",
                Format.Duration(facts.GetValueOrDefault("seconds", double.NaN)),
            ]);
        });
        var shared = study
            .Cells.Where(c => c.Kind is CellKind.Tokenizer or CellKind.Base)
            .Select(c => $"{c.Kind.ToString().ToLowerInvariant()} {c.Id}");
        return new TableModel(
            "Cells",
            [
                new("runs"),
                new("seed", true),
                new("cell"),
                new("weights"),
                new("steps", true),
                new("tokens", true),
                new("validation loss", true),
                new("time", true),
            ],
            [.. rows],
            string.Join("; ", shared) is { Length: > 0 } made ? $"Shared by all: {made}." : ""
        );
    }
}
