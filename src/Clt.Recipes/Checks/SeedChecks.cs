using Clt.Recipes.Cells;
using Clt.Recipes.States;
using Clt.Recipes.Studies;
using Clt.Results.Analysis.Seeds;
using Clt.Results.Store;

namespace Clt.Recipes.Checks;

/// <summary>Checks adaptive seeds: their numbers, and that what their rule asks can be answered.</summary>
internal static class SeedChecks
{
    private const int Fewest = 2,
        Many = 200;

    /// <summary>What can be told from the study alone.</summary>
    public static void Run(Study study, AdaptiveSeeds seeds, Problems problems, string where)
    {
        problems.Check(
            seeds.First >= Fewest && seeds.Most > seeds.First && seeds.Most <= Many,
            $"{seeds.First} to {seeds.Most} are no adaptive seeds",
            $"{where}, .Seeds",
            $"Begin with at least {Fewest}, since one has no spread, and give a larger number of at most {Many} to upTo."
        );
        problems.Check(
            study.Stages.Count > 0,
            "adaptive seeds are of what is trained, but nothing is",
            $"{where}, .Seeds",
            "Name the seeds: .Seeds(1, 2, 3)."
        );
    }

    /// <summary>What the cells of the grid tell.</summary>
    public static void Run(AdaptiveSeeds seeds, IReadOnlyList<AxisInfo> axes, IReadOnlyList<Cell> cells, Problems problems)
    {
        const string where = ".Seeds, until";
        var measured = cells.Select(Measurement.Of).OfType<Measurement>().ToList();
        problems.Check(
            measured.All(m => m.Task is not StatesTask),
            "measures of hidden states have no one score that seeds could be enough for",
            where,
            "Name the seeds: .Seeds(1, 2, 3)."
        );
        foreach (var rule in seeds.Rule.Alternatives)
        {
            var unknown = rule.On.Where(code => measured.All(m => m.Languages.All(l => l.Code != code))).ToList();
            problems.Check(
                unknown.Count == 0,
                $"{rule.Text} is on {string.Join(" ", unknown)}, which the study does not evaluate",
                where,
                "Name languages of .Evaluate."
            );
            if (rule is not DecidedRule decided)
                continue;
            problems.Check(
                decided.Against is not null || cells.Any(c => c is ReferenceCell),
                $"{rule.Text} asks for the gain over the base as it is, which is not measured",
                where,
                "Compare with a value of an axis, Decided(\"method\", against: \"plain\"), or measure encoders under fresh heads."
            );
            if (decided.Against is { } against)
            {
                var axis = axes.FirstOrDefault(a => a.Name == decided.Question);
                problems.Check(
                    axis?.Labels.Contains(against) == true,
                    axis is null ? $"there is no axis '{decided.Question}'" : $"the axis '{axis.Name}' has no value '{against}'",
                    where,
                    axis is null ? $"The axes are {Names(axes.Select(a => a.Name))}." : $"Its values are {Names(axis.Labels)}."
                );
            }
        }
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
}
