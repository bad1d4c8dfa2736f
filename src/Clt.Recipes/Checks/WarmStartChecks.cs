using Clt.Engine.Models;
using Clt.Recipes.Cells;
using Clt.Recipes.Resolution;

namespace Clt.Recipes.Checks;

/// <summary>Whether what a stage finds can become what it asks for.</summary>
internal static class WarmStartChecks
{
    /// <param name="point">The stage.</param>
    /// <param name="families">Those known.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Run(ResolvedPoint point, ModelFamilies families, Problems problems)
    {
        if (point.Into is not { } into)
            return;
        if (StartConfig.Found(point, families) is { } found)
        {
            foreach (var problem in into.Problems(found))
                problems.Add(problem.What, Place(problem.Where), problem.Mend);
        }

        problems.Check(
            point.Before is not { } before || (before.Train?.Adapter is null && !before.IsAroundAdapter),
            $"the stage before, '{point.Before?.Stage}', trains an adapter, which is one of an encoder",
            Place(""),
            "Let that stage train the model's own weights."
        );

        string Place(string setting) => point.Where(setting.Length == 0 ? "into" : $"into, {setting}");
    }
}
