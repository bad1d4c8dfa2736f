using System.Globalization;
using Clt.Recipes.Grid;
using Clt.Recipes.Models;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Results.Store;

namespace Clt.Recipes.Resolution;

/// <summary>Every setting of a study and where it came from, for the report.</summary>
internal static class SettingTable
{
    public static IReadOnlyList<SettingRow> Of(Study study, IReadOnlyList<Point> grid)
    {
        var rows = new List<SettingRow>(study.Settings.Declared);
        var first = grid[0];
        var evaluate = study.EvaluateChoice!.At(first);
        rows.Add(new SettingRow("seeds", study.Adaptive?.Text ?? string.Join(", ", study.SeedList), study.SeedOrigin));
        rows.Add(new SettingRow("task", Varied(grid, p => study.TaskChoice!.At(p).Info.Name), study.TaskChoice!.Origin));
        rows.Add(new SettingRow("test items a language", Varied(grid, p => Text(study.EvaluateChoice.At(p).Items)), "recipe"));
        if (grid.Any(p => study.EvaluateChoice.At(p).Shots is not null))
            rows.Add(new SettingRow("few-shot exemplars", Varied(grid, p => Shots(study.EvaluateChoice.At(p).Shots)), "recipe"));
        if (grid.Any(p => study.EvaluateChoice.At(p).Lengths.Text.Length > 0))
            rows.Add(new SettingRow("prompts", Varied(grid, p => Prompts(study.EvaluateChoice.At(p).Lengths)), "recipe"));
        rows.Add(new SettingRow("evaluated languages", evaluate.Languages.ToString(), "recipe"));
        if (study.LeavesTestItemsOut)
            rows.Add(new SettingRow("test items in training", "left out", "recipe"));
        // Without stages the mixture of a base that is measured as it is has no row either.
        var chains = grid.Select(p => ResolvedPoint.Of(study, p).Chain.ToList()).ToList();
        foreach (var stage in study.Stages)
        {
            // At some points nothing may be trained from a stage on, or in one.
            ResolvedPoint[] trained = [.. chains.SelectMany(c => c).Where(s => s.Stage == stage.Name && s.Train is not null)];
            if (trained.Length == 0)
                continue;
            var of = Training(stage, trained);
            rows.AddRange(stage.Name.Length == 0 ? of : of.Select(r => r with { Name = $"{stage.Name}: {r.Name}" }));
        }

        if (study.TokenizerChoice is { } tokenizer)
        {
            rows.Add(new SettingRow("tokenizer vocabulary", Varied(grid, p => Text(tokenizer.At(p).Vocabulary)), tokenizer.Origin));
            rows.Add(new SettingRow("tokenizer digits", Varied(grid, p => tokenizer.At(p).Digits.ToString()), "recipe"));
        }

        switch (study.BaseChoice)
        {
            case PretrainChoice pretrain:
                rows.Add(new SettingRow("base", Varied(grid, p => ((PretrainSpec)pretrain.At(p)).Model.Info.Text), "recipe"));
                rows.Add(new SettingRow("base tokens", Varied(grid, p => Text(((PretrainSpec)pretrain.At(p)).Tokens)), pretrain.Origin));
                if (grid.Any(p => Keeps((PretrainSpec)pretrain.At(p)).Length > 0))
                    rows.Add(new SettingRow("base checkpoints", Varied(grid, p => Keeps((PretrainSpec)pretrain.At(p))), "recipe"));
                rows.AddRange(Merged(grid, p => pretrain.Train.Rows(((PretrainSpec)pretrain.At(p)).Train, true), "base "));
                break;
            case { } model:
                rows.Add(
                    new SettingRow(
                        "base",
                        Varied(
                            grid,
                            p => model.At(p) is FolderSpec f ? f.Maker?.Info.Text ?? f.Address?.ToString() ?? f.Path : "pre-trained"
                        ),
                        model.Origin
                    )
                );
                break;
        }

        return rows;
    }

    /// <summary>Which checkpoints are kept; empty for none.</summary>
    private static string Keeps(PretrainSpec spec) => string.Join(", ", spec.Keep.Select(PretrainSpec.NameOf));

    private static string Adapter(Engine.Adapters.AdapterInfo? adapter) =>
        adapter is null ? "none: all weights"
        : adapter.Above is null ? adapter.Text
        : $"{adapter.Text}, above {adapter.Above}";

    /// <summary>What one stage is trained on, and how.</summary>
    /// <param name="stage">Where settings come from.</param>
    /// <param name="at">The stage at every point of the grid.</param>
    private static IEnumerable<SettingRow> Training(Stage stage, IReadOnlyList<ResolvedPoint> at)
    {
        List<SettingRow> rows = [.. Mixtures(at), .. Merged(at, p => stage.Train!.Rows(p.Train!, false), "")];
        rows.Add(new SettingRow("objective", Varied(at, p => p.Train!.Objective.Info.Text), stage.Objective.Origin));
        rows.Add(new SettingRow("weights", Varied(at, p => p.Train!.Weights.Text), stage.Weights.Origin));
        if (at.Any(p => p.Train!.Adapter is not null))
            rows.Add(new SettingRow("adapter", Varied(at, p => Adapter(p.Train!.Adapter?.Info)), stage.Adapter?.Origin ?? "stage before"));
        if (stage.Into is { } into && at.Any(p => p.Into is not null))
            rows.Add(new SettingRow("begins as", Varied(at, p => p.Into?.Text ?? "it is"), into.Origin));
        if (stage.Before is { } before && at.Any(p => p.AdapterBefore is not null))
            rows.Add(new SettingRow("adapter before", Varied(at, p => p.AdapterBefore?.ToString() ?? "none"), before.Origin));
        return rows;
    }

    private static IEnumerable<SettingRow> Mixtures(IReadOnlyList<ResolvedPoint> at)
    {
        var parts = at[0].Mixture.Parts.Count;
        if (at.Any(p => p.Mixture.Parts.Count != parts))
            return [new SettingRow("mixture", "differs by axis", "axis")];
        return Enumerable
            .Range(0, parts)
            .Select(i => new SettingRow(
                parts == 1 ? "mixture" : $"mixture, part {i + 1}",
                $"{Examples(at, i)} of {Varied(at, p => p.Mixture.Parts[i].Languages.ToString())}",
                at.Select(p => (p.Mixture.Parts[i].Count, p.Mixture.Parts[i].Division)).Distinct().Count() > 1 ? "axis" : "recipe"
            ));
    }

    private static string Examples(IReadOnlyList<ResolvedPoint> at, int part) =>
        Varied(at, p => p.Mixture.Parts[part].Division?.Text ?? Text(p.Mixture.Parts[part].Count ?? 0))
        + (at[0].Mixture.Parts[part].Division is null ? " examples each" : " examples");

    private static string Prompts(PromptLengths lengths) => lengths.Text.Length == 0 ? "as long as the model reads" : lengths.Text;

    private static string Shots(FewShot? shots) =>
        shots is null ? "0" : $"{shots.Shots} {shots.From.ToString().ToLowerInvariant()} (seed {shots.Seed})";

    private static IEnumerable<SettingRow> Merged<T>(IReadOnlyList<T> grid, Func<T, IReadOnlyList<SettingRow>> rows, string prefix) =>
        rows(grid[0]).Select((row, i) => new SettingRow(prefix + row.Name, Varied(grid, p => rows(p)[i].Value), row.From));

    private static string Varied<T>(IReadOnlyList<T> grid, Func<T, string> value) => string.Join(" | ", grid.Select(value).Distinct());

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
