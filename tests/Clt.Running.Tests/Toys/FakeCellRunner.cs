using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Clt.Running.Cells;

namespace Clt.Running.Tests.Toys;

/// <summary>Makes up results at once: English is good, others gain with the samples; every score is a function of cell and item.</summary>
internal sealed class FakeCellRunner(Action<Cell, CellServices>? before = null) : ICellRunner
{
    public List<string> Ran { get; } = [];

    public CellResult Run(Cell cell, CellFolder folder, CellServices services)
    {
        lock (Ran)
            Ran.Add(cell.Id);
        before?.Invoke(cell, services);
        services.Report(new LaunchReport(cell.Id, LaunchState.Progress, "training", 0.5, 1000, 1.5));
        var measurement = Measurement.Of(cell);
        var facts = new Dictionary<string, double>
        {
            ["steps"] = 10,
            ["tokens"] = 2000,
            ["parameters"] = 12_345,
            ["seconds"] = 1.5,
        };
        return new CellResult(
            CellResult.CurrentSchema,
            cell.Id,
            cell.Kind,
            cell.Seed,
            cell is TokenizerCell ? "" : Canonical.Hash($"weights {cell.Id}"),
            facts,
            measurement is null ? [] : [.. measurement.Languages.Select(l => Score(cell, measurement, l))]
        );
    }

    private static ScoreRecord Score(Cell cell, Measurement measurement, Language language)
    {
        var items = Enumerable.Range(0, measurement.Items).Select(i => $"Test-{i}").ToList();
        var chance = Chance(cell, language);
        var values = items.Select(i => ((long)cell.Seed).Stream(i, language).NextDouble() < chance ? 1.0 : 0.0).ToList();
        var metric = measurement.Metrics[0].Info;
        return new ScoreRecord(
            language.Code,
            metric.Name,
            metric.Signature,
            values.Average(),
            values.Average() - 0.1,
            values.Average() + 0.1,
            items,
            values,
            null
        );
    }

    private static double Chance(Cell cell, Language language)
    {
        if (cell is not FinetuneCell f)
            return 0.02;
        var working = f.Measurement.Task.Info.Settings["answer"] == "working" ? 0.45 : 0.05;
        var n = f.Mixture.Parts[^1].Count ?? 0;
        var seen = f.Mixture.Named.Contains(language);
        return language.Iso639 == "eng" ? 0.97 : Math.Min(0.95, working + ((seen ? 0.1 : 0.05) * Math.Log(1 + (n / 20.0))));
    }
}
