using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Analysis;

/// <summary>A mean score of a study, for gates: of some languages, under one condition.</summary>
/// <param name="Languages">Each weighs the same.</param>
/// <param name="Metric">The metric's name; empty for the headline of the task.</param>
/// <param name="Task">The task's name; empty where the study has one.</param>
/// <param name="At">Values of axes, by name; those that are not named must leave no doubt.</param>
public sealed record GateScore(LanguageSet Languages, string Metric, string Task, IReadOnlyList<(string Axis, string Value)> At)
{
    /// <summary>The interval of the mean, clusters over items and seeds.</summary>
    /// <exception cref="InputException">The study has no such task, language or condition, or several conditions fit.</exception>
    public Interval Of(StudyResults results)
    {
        var (sheet, condition) = Found(results);
        return sheet.Mean(condition, [.. Languages.Select(l => l.Code)]);
    }

    /// <summary>Test items of the language that has fewest.</summary>
    /// <inheritdoc cref="Of"/>
    public int Items(StudyResults results)
    {
        var (sheet, condition) = Found(results);
        return Languages.Min(l => sheet.Mean(condition, [l.Code]).Items);
    }

    private (ScoreSheet Sheet, Condition Condition) Found(StudyResults results)
    {
        var tasks = results.ByTask();
        var own = tasks.Where(t => Task.Length == 0 || t.Task == Task).ToList();
        if (own.Count != 1)
            throw Wrong($"{own.Count} tasks are '{Task}'", $"Name one of {string.Join(", ", tasks.Select(t => t.Task))}.");
        var sheet = own[0].Results.Sheet(Metric.Length > 0 ? Metric : own[0].Results.Headline);
        var fitting = sheet.Conditions.Where(c => At.All(a => c.Axes.GetValueOrDefault(a.Axis) == a.Value)).ToList();
        // A base as it is stands for what was not trained; where something was, that is meant.
        if (fitting.Exists(c => !c.IsReference))
            fitting.RemoveAll(c => c.IsReference);
        if (fitting.Count != 1)
        {
            throw Wrong(
                $"{fitting.Count} conditions have "
                    + $"{(At.Count == 0 ? "no axis" : string.Join(", ", At.Select(a => $"{a.Axis} = {a.Value}")))}",
                $"Name axes so that one is meant; there are: {string.Join("; ", sheet.Conditions.Select(c => c.Title))}."
            );
        }

        foreach (var language in Languages.Where(l => !sheet.Has(fitting[0], l.Code)))
            throw Wrong($"{language.Code} was not measured", "Name it in .Evaluate, or leave it out here.");
        return (sheet, fitting[0]);
    }

    private static InputException Wrong(string what, string mend) => new(what, "gate", mend);
}
