using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Recipes.Resolution;
using Clt.Recipes.Training;
using Clt.Recipes.Training.Objectives;

namespace Clt.Recipes.Checks;

/// <summary>What must hold of a point's objective, and what contradicts it.</summary>
internal sealed class ObjectiveChecks(StudyContext context, DataIdentity data, Problems problems)
{
    /// <param name="point">The point; nothing is checked where nothing is trained.</param>
    /// <param name="model">The model that it starts from.</param>
    public void Run(ResolvedPoint point, ModelConfig model)
    {
        if (point.Train is not { } train || train.Objective.Equals(CrossEntropySpec.Default))
            return;
        var (where, info) = (point.Where(".Objective"), train.Objective.Info);
        if (point.Learnt is not { } learnt)
            return;
        foreach (var problem in train.Objective.Problems(new ObjectiveSite(model, learnt.Info, train)))
            problems.Add(problem.What, problem.Where.Length == 0 ? where : $"{where}, {problem.Where}", problem.Mend);
        problems.Check(
            info.Use != ExampleUse.Pairs || train.Packing == Packing.None,
            "pairs of answers are not packed into rows",
            where,
            "Take packing: None; forward passes are packed anyway."
        );
        problems.Check(
            !info.NeedsEarlier || point.Before is not null,
            $"{info.Text} looks back at what was learnt before, and there is no stage before",
            where,
            "Give it to a later .Stage(…), or to .Stream(…)."
        );
        if (info.Teacher is { } teacher)
            Teacher(teacher, point, model, where);
        if (info.Use == ExampleUse.Pairs)
            Pairs(point);
    }

    private void Teacher(BaseSpec teacher, ResolvedPoint point, ModelConfig model, string where)
    {
        if (teacher.GetType() != point.Base.GetType())
        {
            problems.Add(
                "the teacher and the base have tokenizers of their own: one is a folder, the other is trained here",
                where,
                "Take both from folders with one vocabulary, or train both here."
            );
        }
        else if (teacher is FolderSpec folder)
        {
            problems.Try(() => Vocabulary(context.Models.ReadFolder(folder.Path), model, where));
        }
        else if (
            teacher is PretrainSpec { Model: var shape }
            && StartConfig.Of(point with { Base = teacher }, context.Models) is not (null or DecoderConfig)
        )
        {
            problems.Add($"the teacher is no decoder but an {shape.Info.Name}(…)", where, "Teach with Decoder(…).");
        }
    }

    private void Vocabulary(ModelConfig teacher, ModelConfig model, string where) =>
        problems.Check(
            teacher is DecoderConfig && teacher.VocabularySize == model.VocabularySize,
            teacher is DecoderConfig
                ? $"the teacher's vocabulary has {teacher.VocabularySize} tokens, the model's {model.VocabularySize}"
                : $"the teacher of the family '{teacher.Family}' is no decoder",
            where,
            "Take a decoder with the model's own tokenizer."
        );

    /// <summary>The first example of each part tells whether its task gives worse answers.</summary>
    private void Pairs(ResolvedPoint point)
    {
        foreach (
            var (part, language) in point
                .Mixture.Parts.Where(p => p.Count > 0)
                .Select(p => (Part: p, Language: p.Languages.FirstOrDefault()))
        )
        {
            var task = part.Task ?? point.Task;
            if (language is null || data.IsAbsent(task.Source))
                continue;
            problems.Try(() =>
            {
                var first = task.Source.Read(new SourceRequest(language, Split.Train, data.Context)).FirstOrDefault();
                problems.Check(
                    first is null || task.Format(first).Rejected is not null,
                    $"the task '{task.Info.Name}' gives no rejected answers",
                    point.Where(".Objective"),
                    "Train on preferences: Fixed(languages, count, Preferences(on: …))."
                );
            });
        }
    }
}
