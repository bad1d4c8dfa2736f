using Clt.Results.Tables;

namespace Clt.Results.Analysis.Seeds;

/// <summary>What each seed bought: how many seeds conditions had, what the rule saw with each, and what was saved.</summary>
internal static class SeedTable
{
    private const string Title = "Seeds";

    private static readonly string Note =
        "Repeated confidence intervals (Jennison and Turnbull 1989) of independent normal seeds, on the very items that were asked: all "
        + $"of a condition's intervals, with however many seeds, hold together with an error of {Words.Percent(AdaptiveSeeds.Error)}, "
        + "which is spent evenly over the seeds. Intervals of other tables do not know that seeds were added.";

    /// <summary>The section of the report.</summary>
    /// <param name="seeds">The rule.</param>
    /// <param name="courses">What it saw.</param>
    public static AnalysisResult Of(AdaptiveSeeds seeds, IReadOnlyList<SeedCourse> courses)
    {
        var needed = SeedLooks.Needed(courses);
        int Ran(SeedCourse course) => Math.Max(course.Seeds, needed[course.Condition.Key]);
        var (ran, most) = (courses.Sum(Ran), courses.Count * seeds.Most);
        int Count(SeedState state) => courses.Count(c => c.State == state && c.Looks.Any(l => l.Count > 0));
        var (decided, undecided, open) = (
            Count(SeedState.Decided),
            Count(SeedState.Undecided),
            courses.Count(c => c.State == SeedState.Open)
        );
        var text =
            $"{seeds.Rule.Text} is answered for {decided} of {decided + undecided + open} conditions with an error of "
            + $"{Words.Percent(AdaptiveSeeds.Error)} each"
            + (undecided > 0 ? $", and not for {undecided} with {seeds.Most} seeds" : "")
            + (open > 0 ? $"; results of {open} are missing" : "")
            + $": {ran} trainings in place of the {most} that {seeds.Most} seeds for all would take.";
        return new AnalysisResult(Title, [new Finding("", text)], [], [Summary(courses, Ran), Looks(seeds, courses)]);
    }

    private static TableModel Summary(IReadOnlyList<SeedCourse> courses, Func<SeedCourse, int> ran) =>
        new(
            "Seeds of each condition",
            [new("condition"), new("seeds", true), new("what stopped them")],
            [.. courses.Select(c => new TableRow([c.Condition.Title, $"{ran(c)}", State(c)]))],
            Note
        );

    /// <summary>A row a look, so that it is seen how the interval shrank.</summary>
    private static TableModel Looks(AdaptiveSeeds seeds, IReadOnlyList<SeedCourse> courses)
    {
        var rules = seeds.Rule.Alternatives.ToList();
        var rows = courses.SelectMany(c =>
            c.Looks.Select((look, i) => (Course: c, Look: look, Seeds: seeds.First + i)).Where(r => r.Look.Count > 0)
        );
        return new TableModel(
            "What each seed bought",
            [new("condition"), new("seeds", true), .. rules.Select(r => new TableColumn(Name(r), true)), new("enough")],
            [
                .. rows.Select(r => new TableRow([
                    r.Course.Condition.Title,
                    $"{r.Seeds}",
                    .. rules.Select(rule => Cell(r.Look.FirstOrDefault(l => l.Rule == rule))),
                    string.Join(" and ", r.Look.Where(l => l.Holds).Select(l => l.Rule.Text)) is { Length: > 0 } why ? why : "no",
                ])),
            ],
            Note
        );
    }

    private static TableCell Cell(SeedLook? look) =>
        look is null ? "–" : Format.WithInterval(look.Estimate, look.Estimate - look.HalfWidth, look.Estimate + look.HalfWidth);

    private static string Name(SeedRule rule) =>
        rule switch
        {
            HalfWidthRule => "score",
            DecidedRule decided => decided.Name,
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.GetType().Name, "A rule of an unknown kind."),
        };

    private static string State(SeedCourse course) =>
        course.State switch
        {
            SeedState.Open => "results are missing",
            SeedState.Undecided => "there are no more",
            SeedState.Decided when course.Looks[^1].Count == 0 => "others are compared with it",
            SeedState.Decided => string.Join(" and ", course.Looks[^1].Where(l => l.Holds).Select(l => l.Rule.Text)),
            _ => throw new ArgumentOutOfRangeException(nameof(course), course.State, "A state that no table knows."),
        };
}
