using System.Globalization;
using Clt.Recipes.Grid;
using Clt.Recipes.Mixtures;
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
        rows.Add(new SettingRow("seeds", string.Join(", ", study.SeedList), study.SeedOrigin));
        rows.Add(new SettingRow("task", Varied(grid, p => study.TaskChoice!.At(p).Info.Name), study.TaskChoice!.Origin));
        rows.Add(new SettingRow("test items a language", Varied(grid, p => Text(study.EvaluateChoice.At(p).Items)), "recipe"));
        if (grid.Any(p => study.EvaluateChoice.At(p).Shots is not null))
            rows.Add(new SettingRow("few-shot exemplars", Varied(grid, p => Shots(study.EvaluateChoice.At(p).Shots)), "recipe"));
        rows.Add(new SettingRow("evaluated languages", evaluate.Languages.ToString(), "recipe"));
        if (study.MixtureChoice is { } mixture) rows.AddRange(Mixtures(grid, mixture.At));
        if (study.LeavesTestItemsOut) rows.Add(new SettingRow("test items in training", "left out", "recipe"));
        if (study.TrainChoice is { } train) rows.AddRange(Merged(grid, p => train.Rows(study.TrainAt(p)!, false), ""));
        var objective = study.ObjectiveChoice;
        if (study.TrainChoice is not null) rows.Add(new SettingRow("objective", Varied(grid, p => objective.At(p).Text), objective.Origin));
        var weights = study.WeightsChoice;
        if (study.TrainChoice is not null) rows.Add(new SettingRow("weights", Varied(grid, p => weights.At(p).Text), weights.Origin));
        if (study.AdapterChoice is { } adapter)
            rows.Add(new SettingRow("adapter", Varied(grid, p => adapter.At(p)?.Text ?? "none: all weights"), adapter.Origin));
        if (study.TokenizerChoice is { } tokenizer)
        {
            rows.Add(new SettingRow("tokenizer vocabulary", Varied(grid, p => Text(tokenizer.At(p).Vocabulary)), tokenizer.Origin));
            rows.Add(new SettingRow("tokenizer digits", Varied(grid, p => tokenizer.At(p).Digits.ToString()), "recipe"));
        }

        switch (study.BaseChoice)
        {
            case PretrainChoice pretrain:
                rows.Add(new SettingRow("base", Varied(grid, p => ((PretrainSpec)pretrain.At(p)).Model.Text), "recipe"));
                rows.Add(new SettingRow("base tokens", Varied(grid, p => Text(((PretrainSpec)pretrain.At(p)).Tokens)), pretrain.Origin));
                rows.AddRange(Merged(grid, p => pretrain.Train.Rows(((PretrainSpec)pretrain.At(p)).Train, true), "base "));
                break;
            case { } model:
                rows.Add(new SettingRow("base", Varied(grid, p => model.At(p) is FolderSpec f ? f.Path : "pre-trained"), model.Origin));
                break;
        }

        return rows;
    }

    private static IEnumerable<SettingRow> Mixtures(IReadOnlyList<Point> grid, Func<Point, MixtureSpec> at)
    {
        var parts = at(grid[0]).Parts.Count;
        if (grid.Any(p => at(p).Parts.Count != parts)) return [new SettingRow("mixture", "differs by axis", "axis")];
        return Enumerable.Range(0, parts).Select(i => new SettingRow(
            parts == 1 ? "mixture" : $"mixture, part {i + 1}",
            $"{Examples(grid, p => at(p).Parts[i])} of {Varied(grid, p => at(p).Parts[i].Languages.ToString())}",
            grid.Select(p => (at(p).Parts[i].Count, at(p).Parts[i].Division)).Distinct().Count() > 1 ? "axis" : "recipe"));
    }

    private static string Examples(IReadOnlyList<Point> grid, Func<Point, PartSpec> part) =>
        Varied(grid, p => part(p).Division?.Text ?? Text(part(p).Count ?? 0))
        + (part(grid[0]).Division is null ? " examples each" : " examples");

    private static string Shots(FewShot? shots) =>
        shots is null ? "0" : $"{shots.Shots} {shots.From.ToString().ToLowerInvariant()} (seed {shots.Seed})";

    private static IEnumerable<SettingRow> Merged(IReadOnlyList<Point> grid, Func<Point, IReadOnlyList<SettingRow>> rows, string prefix) =>
        rows(grid[0]).Select((row, i) => new SettingRow(prefix + row.Name, Varied(grid, p => rows(p)[i].Value), row.From));

    private static string Varied(IReadOnlyList<Point> grid, Func<Point, string> value) => string.Join(" | ", grid.Select(value).Distinct());

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
