using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Analysis.Seeds;
using Clt.Results.Tables;
using Clt.Running.Planning;

namespace Clt.Running.Seeds;

/// <summary>Adaptive seeds over stored results: which cells are wanted by now.</summary>
public static class SeedRound
{
    /// <summary>
    /// The study with the seeds that are wanted by what its folder holds; as it is where all seeds are run. Where those are done and more
    /// are wanted, this says so the next time.
    /// </summary>
    public static ExpandedStudy Reached(this ExpandedStudy study, StudyContext context)
    {
        if (study.Adaptive is not { } seeds)
            return study;
        var courses = new SeedLooks(seeds, StoredRuns.Of(study, context)).Courses();
        return study.With(SeedLooks.Needed(courses));
    }

    /// <summary>What further seeds would take at most, for a plan; none where all seeds are run, or no more are wanted.</summary>
    /// <param name="study">The study with all of its seeds.</param>
    /// <param name="reached">The same with those that are wanted by now.</param>
    /// <param name="context">Its folders.</param>
    /// <param name="workers">Workers side by side.</param>
    public static IEnumerable<string> Notes(ExpandedStudy study, ExpandedStudy reached, StudyContext context, int workers)
    {
        var further = study.Cells.Count - reached.Cells.Count;
        if (study.Adaptive is not { } seeds || further == 0 || study.IsPlanOnly)
            yield break;
        var now = reached.Plan(context, workers);
        if (now.Done == now.Cells)
            yield break;
        var more = study.Plan(context, workers).Seconds - now.Seconds;
        yield return $"seeds are {seeds.Text}: at most {further} further cells and {Format.Duration(more)} more, for what is not "
            + $"decided before; every statement has an error of {100 * AdaptiveSeeds.Error:0} %.";
    }
}
