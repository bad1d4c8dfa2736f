using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Claims;

/// <summary>The kinds of figures that compare curves, for recipes to put together.</summary>
public static class Figures
{
    /// <summary>Performance relative to English: a panel a model, a line a task.</summary>
    /// <param name="without">Languages to leave out of the mean, by task.</param>
    public static PlotModel Relative(
        MeanScores scores,
        string setting,
        LanguageSet trained,
        IReadOnlyList<string> models,
        IReadOnlyDictionary<string, LanguageSet>? without = null
    ) =>
        CurveFigure.Of(
            "Relative to English",
            "share of English",
            [
                .. models.Select(m =>
                    (
                        m,
                        (IReadOnlyList<CurveFigure.Line>)
                            [
                                .. scores.Tasks.Select(
                                    (task, i) =>
                                    {
                                        var curve = scores.Curve(task, m, setting, trained);
                                        return CurveFigure.Of(
                                            task,
                                            i,
                                            curve,
                                            (n, s) => curve.Relative(n, without?.GetValueOrDefault(task), s)
                                        );
                                    }
                                ),
                            ]
                    )
                ),
            ],
            "The mean over languages other than English divided by English of the same runs."
        ) with
        {
            Percent = true,
        };

    /// <summary>Absolute scores of seen and unseen languages: a figure a task, a panel a model.</summary>
    public static IReadOnlyList<PlotModel> SeenAndUnseen(
        MeanScores scores,
        string setting,
        LanguageSet trained,
        IReadOnlyList<string> models
    ) =>
        [
            .. scores.Tasks.Select(task =>
                CurveFigure.Of(
                    $"{task}: seen and unseen languages",
                    $"{task} score",
                    [.. models.Select(m => (m, SeenUnseenCorrelation.GroupLines(scores.Curve(task, m, setting, trained))))],
                    "Means over the languages of a group, English left out."
                )
            ),
        ];

    /// <summary>Two mixtures of training languages: a panel a script group.</summary>
    public static PlotModel Scripts(MeanScores scores, string task, string model, LanguageSet latin, LanguageSet other)
    {
        var (a, b) = (scores.Curve(task, model, null, latin), scores.Curve(task, model, null, other));
        return CurveFigure.Of(
            $"{task}: mixtures of Latin and of non-Latin languages",
            $"{task} score",
            [.. new[] { ScriptGroups.Latin, ScriptGroups.Other }.Select(g => ($"{g} languages", ScriptGroups.Lines(a, b, g)))],
            "Means over the languages of a script group, English left out."
        );
    }

    /// <summary>Seen minus unseen: a line a task.</summary>
    public static PlotModel Gap(MeanScores scores, string setting, LanguageSet trained, string model, params string[] tasks) =>
        CurveFigure.Of(
            "Seen minus unseen languages",
            "difference",
            [
                (
                    model,
                    [
                        .. tasks
                            .Select((t, i) => (Task: t, Colour: i, Curve: scores.Curve(t, model, setting, trained)))
                            .Select(t => CurveFigure.Of(t.Task, t.Colour, t.Curve, (n, s) => t.Curve.Gap(n, s))),
                    ]
                ),
            ],
            "Above zero: seen languages are ahead."
        ) with
        {
            FromZero = true,
        };
}
