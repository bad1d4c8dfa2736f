using Clt.Recipes.Grid;
using Clt.Recipes.Resolution;
using Clt.Recipes.Studies;
using Clt.Results.Analysis.Curves;
using Clt.Results.Store;

namespace Clt.Recipes.Checks;

/// <summary>What must hold before the grid is looked at: nothing is missing, seeds and axes are sound.</summary>
internal static class StudyChecks
{
    public static void Run(Study study, Problems problems)
    {
        var where = $"study '{study.Name}'";
        var folders = study.Name.Split('/');
        problems.Check(
            folders.All(f => f.Trim().Length > 0 && f is not "." and not ".." && f.IndexOfAny(Path.GetInvalidFileNameChars()) < 0),
            $"'{study.Name}' cannot be a folder",
            "Study(…)",
            "Name it with letters, digits and dashes, with slashes between folders."
        );
        if (study.Published is not null)
        {
            Published(study, problems, where);
            return;
        }

        problems.Check(study.TaskChoice is not null, "there is no task", where, "Add .Task(…): what the model is to learn.");
        problems.Check(study.BaseChoice is not null, "there is no base", where, "Add .Base(Pretrain(…)) or .Model(\"folder\").");
        if (study.Named.Count > 0)
            StageChecks.Run(study, problems, where);
        else
            OneTraining(study.Single, problems, where);
        problems.Check(study.EvaluateChoice is not null, "nothing is evaluated", where, "Add .Evaluate(languages, items: 250).");
        problems.Check(
            study.SeedList.Count > 0 || study.Adaptive is not null,
            "there is no seed",
            $"{where}, .Seeds",
            "Name at least one; three or more give intervals."
        );
        if (study.Adaptive is { } adaptive)
            SeedChecks.Run(study, adaptive, problems, where);
        foreach (var seed in study.SeedList.GroupBy(s => s).Where(g => g.Count() > 1))
        {
            problems.Add(
                $"the seed {seed.Key} stands there {seed.Count()} times",
                $"{where}, .Seeds",
                "Name each seed once: the same seed gives the same run."
            );
        }
    }

    /// <summary>Without mixture and settings the base is measured as it is.</summary>
    private static void OneTraining(Stage single, Problems problems, string where)
    {
        problems.Check(
            single.Mixture is not null || single.Train is null,
            "there is no mixture",
            where,
            "Add .Mixture(Fixed(…) + PerLanguage(…)): what it is trained on; or leave .Train out to measure the base as it is."
        );
        problems.Check(
            single.Train is not null || single.Mixture is null,
            "there are no training settings",
            where,
            "Add .Train(batch: 32, lr: Constant(1e-3)); or leave .Mixture out to measure the base as it is."
        );
        problems.Check(
            single.Adapter is null || single.Train is not null,
            "there is an adapter, but nothing is trained",
            $"{where}, .Adapter",
            "Add .Train(batch: 32, lr: Constant(1e-4)), or leave .Adapter out."
        );
        problems.Check(
            single.Into is null || single.Train is not null,
            "the model is to become another, but nothing is trained",
            $"{where}, .Into",
            "Add .Train(batch: 32, lr: Constant(1e-4)), or leave .Into out."
        );
        problems.Check(
            single.Objective.Origin == "default" || single.Train is not null,
            "there is an objective, but nothing is trained",
            $"{where}, .Objective",
            "Add .Train(batch: 32, lr: Constant(1e-4)), or leave .Objective out."
        );
    }

    /// <summary>
    /// Results are found by a metric's name, so two metrics of one name would mix; one that has no way to score a language would give zeros
    /// for it.
    /// </summary>
    public static void Metrics(ResolvedPoint point, Problems problems)
    {
        foreach (var name in point.OwnMetrics.GroupBy(m => m.Info.Name).Where(g => g.Count() > 1))
        {
            problems.Add(
                $"{name.Count()} metrics are named '{name.Key}': {string.Join("; ", name.Select(m => m.Info.Signature))}",
                ".Metrics",
                "Measure one of them, or each in a study of its own."
            );
        }

        foreach (var language in point.Evaluate.Languages)
        {
            foreach (var refusal in point.OwnMetrics.OfType<ILanguageBound>().Select(m => m.Refusal(language)).OfType<Problem>())
                problems.Add(refusal.What, refusal.Where, refusal.Mend);
        }
    }

    /// <summary>A published table has mean scores only, and nothing is trained.</summary>
    private static void Published(Study study, Problems problems, string where)
    {
        problems.Check(
            study is { TaskChoice: null, BaseChoice: null, EvaluateChoice: null, Named.Count: 0 } && !study.Single.WordsUsed.Any(),
            "a published table is reported, not trained or evaluated",
            where,
            "Leave .Task, .Base, .Mixture, .Train, .Stage, .Adapter and .Evaluate out, or start with Study(…)."
        );
        problems.Check(study.Analyses.Count > 0, "there is nothing to report", where, "Add .Report(Plateau(), …).");
        foreach (var analysis in study.Analyses.Where(a => a is not CurveAnalysis))
        {
            problems.Add(
                $"'{analysis.Title}' needs scores of single items, a published table has means",
                $"{where}, .Report",
                "Leave it out."
            );
        }
    }

    /// <summary>Two axes of one name would share a column of the results; some names are the results' own columns.</summary>
    public static void Axes(IReadOnlyList<IAxis> axes, bool stages, Problems problems)
    {
        foreach (var name in axes.GroupBy(a => a.Name).Where(g => g.Count() > 1))
        {
            problems.Add(
                $"{name.Count()} axes have this name",
                $"axis '{name.Key}'",
                "Give each its own name, or use one axis in both places."
            );
        }

        problems.Check(
            !stages || axes.All(a => a.Name != AxisInfo.Stage),
            "the study's stages stand in results under this name",
            $"axis '{AxisInfo.Stage}'",
            "Name the axis otherwise."
        );
        foreach (var axis in axes.Where(a => AxisInfo.OfStates.Contains(a.Name)))
        {
            problems.Add("layers and probes stand in results under this name", $"axis '{axis.Name}'", "Name the axis otherwise.");
        }

        foreach (var axis in axes.Where(a => ResultRow.OwnColumns.Contains(a.Name)))
        {
            problems.Add("the name is a column of results.csv already", $"axis '{axis.Name}'", "Name the axis otherwise.");
        }
    }
}
