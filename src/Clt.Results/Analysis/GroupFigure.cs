using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>Builds figures with a line a group of languages.</summary>
internal static class GroupFigure
{
    /// <summary>The colour of each group is the same in every figure.</summary>
    public static readonly IReadOnlyDictionary<string, int> Colours = new Dictionary<string, int>
    {
        [LanguageGroups.English] = 0,
        [LanguageGroups.Seen] = 1,
        [LanguageGroups.Unseen] = 2,
        ["all others"] = 3,
    };

    /// <summary>The groups that have languages, in reading order.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Languages)> Groups(
        StudyResults results,
        ScoreSheet sheet,
        params string[] names
    ) =>
        [
            .. names
                .Select(n => (Name: n, Languages: (IReadOnlyList<string>)[.. results.Groups.Of(n).Where(sheet.Languages.Contains)]))
                .Where(g => g.Languages.Count > 0),
        ];

    /// <summary>A group's name as it is shown.</summary>
    public static string Shown(string group) => group == LanguageGroups.English ? "English" : group;

    /// <summary>Panels of lines, one for each of the named values.</summary>
    public static IReadOnlyList<PlotPanel> Panels(
        Layout layout,
        ScoreSheet sheet,
        IEnumerable<string> names,
        Func<Condition, string, Interval> value,
        Func<Condition, IReadOnlyList<PlotLine>> lines
    ) =>
        [
            .. layout.Panels.Select(panel =>
            {
                var conditions = Enumerable
                    .Range(0, layout.Ticks.Count)
                    .Select(t => (Tick: t, Condition: layout.At(sheet, panel, t)))
                    .Where(c => c.Condition is not null)
                    .Select(c => (c.Tick, Condition: c.Condition!))
                    .ToList();
                var series = names
                    .Select(name => new PlotSeries(
                        Shown(name),
                        Colours[name],
                        [
                            .. conditions
                                .Select(c => (c.Tick, Interval: value(c.Condition, name)))
                                .Where(p => double.IsFinite(p.Interval.Estimate))
                                .Select(p => new PlotPoint(p.Tick, p.Interval.Estimate, p.Interval.Low, p.Interval.High)),
                        ]
                    ))
                    .Where(s => s.Points.Count > 0)
                    .ToList();
                return new PlotPanel(Layout.Title(panel), series, conditions.Count == 0 ? [] : lines(conditions[0].Condition));
            }),
        ];
}
