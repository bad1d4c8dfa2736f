using Clt.Recipes.Grid;
using Clt.Recipes.Resolution;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;

namespace Clt.Running.Data;

/// <summary>The data that a study reads in one language: what it trains on and what it tests on.</summary>
/// <param name="Language">The language.</param>
/// <param name="Trained">Tasks whose examples some mixture names, base and fine-tuning.</param>
/// <param name="Tested">Tasks that are measured.</param>
public sealed record StudyData(Language Language, IReadOnlyList<ITask> Trained, IReadOnlyList<ITask> Tested)
{
    /// <summary>The measurement with the most few-shot exemplars; null where the study asks for none beside its tasks' own.</summary>
    internal EvaluateSpec? Asked { get; private init; }

    /// <summary>The data of a study, a row a language, those that are tested first. Nothing is read.</summary>
    public static IReadOnlyList<StudyData> Of(Study study)
    {
        if (study.TaskChoice is null || study.BaseChoice is null || study.EvaluateChoice is null)
            throw new InputException(
                "the study reads no data",
                $"study '{study.Name}'",
                "Give a recipe with .Task, .Base or .Model, and .Evaluate."
            );
        var (trained, tested) = (new List<(Language Language, ITask Task)>(), new List<(Language Language, ITask Task)>());
        EvaluateSpec? asked = null;
        foreach (var point in ResolvedPoint.All(study, Point.Grid(p => ResolvedPoint.Of(study, p))))
        {
            if (point.Evaluate.Shots?.Shots > (asked?.Shots?.Shots ?? 0))
                asked = point.Evaluate;
            tested.AddRange(point.Evaluate.Languages.Select(l => (l, point.Task)));
            var parts = point.Mixture.Parts.Concat(point.Base is PretrainSpec pretrain ? pretrain.Texts.Parts : []);
            trained.AddRange(parts.SelectMany(p => p.Languages.Select(l => (l, p.Task ?? point.Task))));
        }

        return
        [
            .. tested
                .Concat(trained)
                .Select(t => t.Language)
                .DistinctBy(l => l.Code)
                .Select(l => new StudyData(
                    l,
                    [.. trained.Where(t => t.Language == l).Select(t => t.Task).Distinct()],
                    [.. tested.Where(t => t.Language == l).Select(t => t.Task).Distinct()]
                )
                {
                    Asked = asked,
                }),
        ];
    }

    /// <summary>The few-shot exemplars that a tested task's prompts are shown with; null for none.</summary>
    public FewShot? FewShotOf(ITask task) => Asked is null ? task.Info.FewShot : Asked.FewShotOf(task.Info);

    /// <summary>The sources of all tasks, each once.</summary>
    public static IReadOnlyList<ISource> Sources(IEnumerable<StudyData> data) =>
        [.. data.SelectMany(d => d.Trained.Concat(d.Tested)).Select(t => t.Source).Distinct()];
}
