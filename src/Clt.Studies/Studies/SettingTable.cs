using System.Globalization;

namespace Clt.Studies;

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
        rows.Add(new SettingRow("evaluated languages", evaluate.Languages.ToString(), "recipe"));
        if (study.MixtureChoice is { } mixture) rows.AddRange(Mixtures(grid, mixture.At));
        if (study.LeavesTestItemsOut) rows.Add(new SettingRow("test items in training", "left out", "recipe"));
        if (study.TrainChoice is { } train) rows.AddRange(Merged(grid, p => train.Rows(study.TrainAt(p)!, false), ""));
        var objective = study.ObjectiveChoice;
        if (study.TrainChoice is not null) rows.Add(new SettingRow("objective", Varied(grid, p => objective.At(p).Info.Text), objective.Origin));
        var weights = study.WeightsChoice;
        if (study.TrainChoice is not null) rows.Add(new SettingRow("weights", Varied(grid, p => weights.At(p).Text), weights.Origin));
        if (study.AdapterChoice is { } adapter)
            rows.Add(new SettingRow("adapter", Varied(grid, p => Adapter(adapter.At(p)?.Info)), adapter.Origin));
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
                rows.AddRange(Merged(grid, p => pretrain.Train.Rows(((PretrainSpec)pretrain.At(p)).Train, true), "base "));
                break;
            case { } model:
                rows.Add(new SettingRow("base", Varied(grid, p => model.At(p) is FolderSpec f ? f.Path : "pre-trained"), model.Origin));
                break;
        }

        return rows;
    }

    private static string Adapter(Engine.Adapters.AdapterInfo? adapter) =>
        adapter is null ? "none: all weights" : adapter.Above is null ? adapter.Text : $"{adapter.Text}, above {adapter.Above}";

    private static IEnumerable<SettingRow> Mixtures(IReadOnlyList<Point> grid, Func<Point, MixtureSpec> at)
    {
        var parts = at(grid[0]).Parts.Count;
        if (grid.Any(p => at(p).Parts.Count != parts)) return [new SettingRow("mixture", "differs by axis", "axis")];
        return Enumerable.Range(0, parts).Select(i => new SettingRow(
            parts == 1 ? "mixture" : $"mixture, part {i + 1}",
            $"{Varied(grid, p => Text(at(p).Parts[i].Count ?? 0))} examples each of {Varied(grid, p => at(p).Parts[i].Languages.ToString())}",
            grid.Select(p => at(p).Parts[i].Count).Distinct().Count() > 1 ? "axis" : "recipe"));
    }

    private static IEnumerable<SettingRow> Merged(IReadOnlyList<Point> grid, Func<Point, IReadOnlyList<SettingRow>> rows, string prefix) =>
        rows(grid[0]).Select((row, i) => new SettingRow(prefix + row.Name, Varied(grid, p => rows(p)[i].Value), row.From));

    private static string Varied(IReadOnlyList<Point> grid, Func<Point, string> value) => string.Join(" | ", grid.Select(value).Distinct());

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
