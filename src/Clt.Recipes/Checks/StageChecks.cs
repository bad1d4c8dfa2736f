using Clt.Engine.Adapters;
using Clt.Recipes.Adapters;
using Clt.Recipes.Identity;
using Clt.Recipes.Resolution;
using Clt.Recipes.States;
using Clt.Recipes.Studies;

namespace Clt.Recipes.Checks;

/// <summary>What must hold of a study's stages: their names, and what each takes over from the one before.</summary>
internal static class StageChecks
{
    /// <summary>Names, and that nothing stands beside the stages that would be one more.</summary>
    public static void Run(Study study, Problems problems, string where)
    {
        foreach (var word in study.Single.WordsUsed)
        {
            problems.Add(
                "the study has stages, and settings of a training beside them",
                $"{where}, {word}",
                "Give them to a stage: .Stage(name, mixture, Train(…), objective: …, adapter: …, freeze: …)."
            );
        }

        foreach (var name in study.Named.GroupBy(s => s.Name).Where(g => g.Count() > 1))
        {
            problems.Add(
                $"{name.Count()} stages have this name",
                $"{where}, .Stage(\"{name.Key}\")",
                "Name each stage once: results are told apart by it."
            );
        }

        problems.Check(
            study.Named.All(s => s.Name.Trim().Length > 0 && !s.Name.Any(char.IsControl)),
            "a stage has no name that can be shown",
            $"{where}, .Stage",
            "Name it in a word, such as \"sft\": it stands in results and tables."
        );
    }

    /// <summary>What becomes of the adapter of the stage before, and that stages fit each other where the kind of model changes.</summary>
    public static void Run(ResolvedPoint point, Problems problems)
    {
        problems.Check(
            point.Before is null || point.Became is null || point.Train?.Objective.Info.NeedsEarlier != true,
            "it looks back at stages before, which have trained an encoder",
            point.Where(".Objective"),
            "Take an objective that does not, such as CrossEntropy(…)."
        );
        if (point.Before?.IsAroundAdapter == true)
            Around(point, problems);
        if (point.AdapterBefore is not { } asked)
        {
            if (point.Before?.Train?.Adapter is { } merged)
                Merge(merged, point, problems);
            return;
        }

        var where = point.Where("adapterBefore");
        if (point.Before?.Train?.Adapter is not { } before)
        {
            problems.Add(
                point.Before is null ? "it is the first stage" : $"the stage before, '{point.Before.Stage}', trains no adapter",
                where,
                "Leave adapterBefore out, or give that stage an adapter."
            );
            return;
        }

        switch (asked)
        {
            case AdapterBefore.Merge:
                Merge(before, point, problems);
                break;
            case AdapterBefore.Keep:
                Keep(before, point.Train!.Adapter, where, problems);
                break;
            case AdapterBefore.Exchange:
                Keep(before, point.Train!.Adapter, where, problems);
                Exchange(point, where, problems);
                break;
            case AdapterBefore.Continue:
                problems.Check(
                    Alike(point.Train!.Adapter!, before),
                    $"the adapter before is {before.Info.Text}, so it cannot be trained further as {point.Train.Adapter!.Info.Text}",
                    where,
                    "Name the same adapter, or none; or take KeepAdapter or MergeAdapter to begin another."
                );
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(point), asked, "A way that no check knows.");
        }
    }

    private static void Merge(IAdapterSpec before, ResolvedPoint point, Problems problems) =>
        problems.Check(
            before.Info.Merges,
            $"the stage before, '{point.Before!.Stage}', trains {before.Info.Text}, which is no part of a matrix and cannot be merged",
            point.Where("adapterBefore"),
            "Take adapterBefore: KeepAdapter, or ContinueAdapter."
        );

    private static void Keep(IAdapterSpec before, IAdapterSpec? fresh, string where, Problems problems)
    {
        if (fresh is null)
            return;
        problems.Check(
            fresh.Info.Above is null,
            "the adapter before stays below, and the fresh one names another folder below it",
            where,
            "Leave above out, or merge the one before."
        );
        problems.Check(
            before is not LoraSettings || fresh is not LoraSettings || !IsDora(before) && !IsDora(fresh),
            "DoRA scales the whole product of a layer, so nothing stands below or above it",
            where,
            "Take MergeAdapter or ContinueAdapter, or LoRA."
        );
    }

    /// <summary>What is trained after the model's own weights were trained around an adapter.</summary>
    private static void Around(ResolvedPoint point, Problems problems)
    {
        problems.Check(
            point.Train!.Adapter is null,
            $"the stage before, '{point.Before!.Stage}', trains own weights around an adapter that stays, and none goes above that",
            point.Where("adapter"),
            "Train own weights in this stage too, or give the stage before an adapter."
        );
        problems.Check(
            point.Before.AdapterBefore != AdapterBefore.Exchange,
            $"the stage before, '{point.Before.Stage}', exchanges its adapter for each tested language, so nothing is trained after it",
            point.Where(".Stage"),
            "Take KeepAdapter there, or let it be the last."
        );
    }

    /// <summary>The stage before must be one of a single language, and what is tested texts.</summary>
    private static void Exchange(ResolvedPoint point, string where, Problems problems)
    {
        var trained = point.Before!.Mixture.Languages;
        problems.Check(
            trained.Count == 1,
            $"the stage before, '{point.Before.Stage}', learns from {trained}, so its adapter is of no single language",
            where,
            "Let that stage have one language, or take KeepAdapter."
        );
        problems.Check(
            point.Task is not StatesTask,
            "adapters are exchanged, and states are measured of one model",
            where,
            "Measure answers, or take KeepAdapter."
        );
    }

    private static bool Alike(IAdapterSpec a, IAdapterSpec b) =>
        a.Info.Above == b.Info.Above && Canonical.Yaml(a.Info.Fields) == Canonical.Yaml(b.Info.Fields);

    private static bool IsDora(IAdapterSpec adapter) => adapter is LoraSettings { Dora: true };
}
