using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Clt.Results.Tables;
using Clt.Running.Pace;
using Clt.Running.Stored;

namespace Clt.Running.Planning;

/// <summary>Estimates what a study costs. Nothing is trained.</summary>
public static class Planner
{
    /// <summary>Workers start, and load what plugins need.</summary>
    private const double StartSeconds = 2;

    /// <summary>The plan of a study on so many workers side by side.</summary>
    /// <param name="study">The study.</param>
    /// <param name="context">Its folders.</param>
    /// <param name="workers">Workers side by side.</param>
    /// <param name="content">
    /// Whether every byte that cells will load is held against its checksum, as before a run; else missing files alone are noticed.
    /// </param>
    /// <exception cref="InputException">A model fits no kind of device.</exception>
    public static StudyPlan Plan(this ExpandedStudy study, StudyContext context, int workers, bool content = false)
    {
        context = context with { Planning = study.IsPlanOnly };
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        var pace = MeasuredPace.Read(context.CacheFolder);
        var estimate = new CostEstimate(context, folder);
        var names = study
            .Points.GroupBy(p => p.Cell.Id)
            .ToDictionary(g => g.Key, g => string.Join(", ", g.First().Axes.Select(a => $"{a.Axis} = {a.Label}")));
        var rows = new List<PlanRow>();
        var older = OlderCell.Of(study, context);
        var marks = new StoredMarks(folder);
        var finished = study.Cells.Select(c => c.Id).Where(id => marks.Of(id) is not null).ToHashSet(StringComparer.Ordinal);
        var damage = DamagedCells.Find(study, marks, finished, () => Wanted(study, finished, older), content);
        var wanted = Wanted(study, finished, older);
        wanted.UnionWith(damage.Keys);
        var trainings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in study.Cells)
        {
            var cost = estimate.Of(cell);
            // The first of the cells that share a training does it.
            if (cell is FinetuneCell f && !trainings.Add(f.Training.Id))
                cost = cost.Trained();
            var (left, begun) = wanted.Contains(cell.Id) ? Left(cell, cost.Time, pace, folder) : (0, 0);
            rows.Add(
                new PlanRow(
                    cell.Id,
                    cell.Kind,
                    names.GetValueOrDefault(cell.Id, Named(cell)),
                    cell.Seed,
                    cost.Steps,
                    cost.TrainTokens,
                    cost.EvaluateTokens,
                    cost.Work.Parameters,
                    left,
                    !wanted.Contains(cell.Id)
                )
                {
                    Begun = begun,
                    Older = older.GetValueOrDefault(cell.Id) is { } kept && !wanted.Contains(cell.Id) ? kept : null,
                    Unneeded = !wanted.Contains(cell.Id) && !older.ContainsKey(cell.Id) && !finished.Contains(cell.Id),
                    Damage = damage.GetValueOrDefault(cell.Id, ""),
                    TrainedParameters = cost.TrainTokens > 0 ? cost.Work.Trained : 0,
                    TrainFlops = cost.TrainFlops,
                    EvaluateFlops = cost.EvaluateFlops,
                }
            );
        }

        var open = rows.Where(r => !r.Done).ToList();
        return new StudyPlan(
            study.Name,
            rows.Count,
            rows.Count - open.Count,
            open.Sum(r => r.TrainTokens),
            rows.Select(r => r.Parameters).DefaultIfEmpty().Max(),
            workers * study.Cells.Select(estimate.Memory).DefaultIfEmpty().Max(),
            (open.Count > 0 ? StartSeconds : 0)
                + Makespan.Of([.. open.Select(r => (r.Cell, r.Seconds, Needs(study.Find(r.Cell)!)))], workers),
            workers,
            pace.IsMeasured
                ? "rates measured on this machine in earlier runs"
                : "no run was measured on this machine yet: assumed from the rate of its matrix product",
            rows,
            [.. study.Notes, .. WarmupNotes.Of(study, rows), .. Costs(study, [.. open.Select(r => r.Cell)])]
        )
        {
            Device = PlanDevice.Of([.. study.Cells.Where(c => open.Any(r => r.Cell == c.Id)).Select(c => (c.Id, estimate.Memory(c)))]),
            Devices = Devices(study, open, context),
        };
    }

    /// <summary>Seconds of what is left of a cell, and the share of it that is done.</summary>
    private static (double Left, double Begun) Left(Cell cell, CellWork work, MeasuredPace pace, StudyFolder folder)
    {
        var (train, evaluate, rest) = work.Seconds(pace);
        var (trained, measured) = BegunWork.Of(cell, work.Items, folder);
        var done = (train * trained) + (evaluate * measured);
        return (train + evaluate + rest - done, train + evaluate > 0 ? done / (train + evaluate) : 0);
    }

    private static IEnumerable<string> Needs(Cell cell) => cell.Needs.Concat(StoredFiles.LoadedBy(cell)).Select(n => n.Id);

    /// <summary>What a cell that no point of the grid stands for is.</summary>
    private static string Named(Cell cell) =>
        cell switch
        {
            AnswersCell answers => answers.Title,
            FinetuneCell stage => $"stage = {stage.Stage}, not measured",
            BaseCell or TokenizerCell or ReferenceCell => "",
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.GetType().Name, "A cell of an unknown kind."),
        };

    /// <summary>The same with the reason why each cell is to do.</summary>
    public static StudyPlan Explained(this StudyPlan plan, ExpandedStudy study, StudyContext context)
    {
        var stored = new StoredCells(study, new StudyFolder(context.RunsFolder, study.Name));
        return plan with
        {
            Rows =
            [
                .. plan.Rows.Select(r => r.Done ? r : r with { Why = r.Damage.Length > 0 ? r.Damage : stored.Why(study.Find(r.Cell)!) }),
            ],
        };
    }

    /// <summary>
    /// The cells that are to do: those without results, but for what older code is accepted for. What such a cell was trained from is to do
    /// only where another cell needs it: a model of older code is not trained on.
    /// </summary>
    private static HashSet<string> Wanted(ExpandedStudy study, HashSet<string> finished, IReadOnlyDictionary<string, OlderCell> older)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        void Want(Cell cell)
        {
            if (!finished.Contains(cell.Id) && wanted.Add(cell.Id))
                foreach (var needed in cell.Needs)
                    Want(needed);
        }

        var results = study.Points.Select(p => p.Cell.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var cell in study.Cells.Where(c => older.Count == 0 || (results.Contains(c.Id) && !older.ContainsKey(c.Id))))
            Want(cell);
        return wanted;
    }

    /// <summary>For the largest model that a folder holds.</summary>
    private static IReadOnlyList<DevicePlan> Devices(ExpandedStudy study, IReadOnlyList<PlanRow> open, StudyContext context)
    {
        var largest = open.Where(r => r.Kind == CellKind.Finetune).MaxBy(r => (r.Parameters, r.TrainedParameters));
        if (largest is null || study.Find(largest.Cell) is not FinetuneCell { Start.Folder: { } folder })
            return [];
        if (context.Models.ReadFolder(folder) is not TransformerConfig model)
            return [];
        var plans = DevicePlan.Of(
            model,
            largest.Parameters,
            largest.TrainedParameters,
            open.Sum(r => r.TrainFlops),
            open.Sum(r => r.EvaluateFlops)
        );
        var adapter = study.Settings.Any(s => s.Name == "adapter" && s.Value == "none") ? "--set adapter=lora" : ".Adapter(Lora(rank: 16))";
        return DevicePlan.Refusal(plans, model, largest.Parameters, largest.TrainedParameters, folder, adapter) is { } problem
            ? throw new InputException([problem])
            : plans;
    }

    /// <summary>What metrics that ask services or models will cost.</summary>
    private static IEnumerable<string> Costs(ExpandedStudy study, HashSet<string> open)
    {
        var measured = study
            .Points.Select(p => p.Cell)
            .DistinctBy(c => c.Id)
            .Where(c => open.Contains(c.Id))
            .Select(Measurement.Of)
            .OfType<Measurement>();
        return measured
            .SelectMany(m => m.Metrics.OfType<IBatchMetric>().Select(metric => (Metric: metric, Items: (long)m.Items * m.Languages.Count)))
            .GroupBy(m => m.Metric)
            .Select(g => $"{g.Key.Info.Name}: {g.Key.Cost(g.Sum(m => m.Items))}.");
    }

    /// <summary>The plan as a table for the terminal.</summary>
    public static TableModel Table(this StudyPlan plan) =>
        new(
            $"Plan of {plan.Study}",
            [
                new("cell"),
                new("what"),
                new("point"),
                new("seed", true),
                new("trained weights", true),
                new("steps", true),
                new("tokens", true),
                new("time", true),
                new("state"),
                new("why"),
            ],
            [
                .. plan.Rows.Select(r => new TableRow([
                    r.Cell,
                    r.Kind.ToString().ToLowerInvariant(),
                    r.Axes,
                    $"{r.Seed}",
                    Format.Count(r.TrainedParameters),
                    Format.Count(r.Steps),
                    Format.Count(r.TrainTokens),
                    Format.Duration(r.Seconds),
                    r.State,
                    r.Why,
                ])),
            ],
            $"{plan.Cells} cells ({plan.Done} done), {Format.Count(plan.Tokens)} tokens to train on, {Format.Count(plan.Parameters)} "
                + $"parameters, "
                + $"about {Format.Bytes(plan.MemoryBytes)} of memory and {Format.Duration(plan.Seconds)} on {plan.Workers} workers "
                + $"({plan.Basis})."
        );
}
