using Clt.Recipes.Adapters;
using Clt.Recipes.Answers;
using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Recipes.Resolution;
using Clt.Recipes.Training.Objectives;

namespace Clt.Recipes.Checks;

/// <summary>What must hold of data that models write: who writes, what is asked, and where it is used.</summary>
internal static class AnswersChecks
{
    public static void Run(ResolvedPoint point, StudyContext context, Problems problems)
    {
        var elsewhere = point
            .Pretrained.SelectMany(p => p.Texts.Parts)
            .Concat(point.Train?.Objective.Info.Keep?.Parts ?? [])
            .Concat(point.Tokenizer?.Texts?.Parts ?? [])
            .Select(p => p.Task)
            .Append(point.Task)
            .OfType<ITask>();
        problems.Check(
            !elsewhere.SelectMany(AnswersSource.In).Any(),
            "answers of a model stand where nothing is fine-tuned on them",
            point.Where("Answers"),
            "Name them in a mixture of .Stage(…) or .Mixture(…)."
        );
        var trained = point.Mixture.Parts.SelectMany(p => AnswersSource.In(p.Task ?? point.Task)).Distinct();
        foreach (var answers in trained)
            Check(answers, point, context, problems);
    }

    private static void Check(AnswersSource answers, ResolvedPoint point, StudyContext context, Problems problems)
    {
        var (where, task) = (point.Where("Answers"), answers.On.Info);
        foreach (var problem in answers.Filter.Problems())
            problems.Add(problem.What, point.Where(problem.Where), problem.Mend);
        problems.Check(answers.Items >= 1, $"items is {answers.Items}", where, "Ask at least one.");
        problems.Check(
            task.Scoring is Scoring.Generate or Scoring.Label or Scoring.Tag,
            $"the task '{task.Name}' has no answers that a model writes",
            where,
            "Take a task whose answers are texts, labels or tags."
        );
        problems.Check(
            task.Scoring != Scoring.Tag || answers.Filter.Confidence == 0,
            "a sequence of tags has no confidence",
            where,
            "Leave minConfidence out."
        );
        if (answers.Soft != 0)
            Soft(answers, point, problems);
        problems.Check(!AnswersSource.In(answers.On).Any(), "answers to answers are asked for", where, "Name the task itself.");
        if (answers.View is { } view)
        {
            problems.Check(
                view.Info.Scoring == task.Scoring && view.Info.Labels.SequenceEqual(task.Labels),
                $"the view is another task: '{view.Info.Name}' has not the answers of '{task.Name}'",
                point.Where("Answers, view"),
                "Make it the same task on another source, such as CodeSwitched(source, …)."
            );
            problems.Check(
                !AnswersSource.In(view).Any(),
                "answers are the view of a task",
                point.Where("Answers, view"),
                "Name a task on a source of texts."
            );
        }
        Writer(answers.Of, "of");
        if (answers.Filter.Agrees is { } other)
            Writer(other, "agree");

        void Writer(string of, string word)
        {
            List<string> stages = [.. point.Before?.Chain.Select(s => s.Stage) ?? []];
            if (stages.Contains(of))
            {
                var stage = point.Before!.Chain.First(s => s.Stage == of);
                problems.Check(
                    stage.Train?.Weights.HasOwn != true && stage.AdapterBefore != AdapterBefore.Exchange,
                    $"in '{of}' each language has weights of its own",
                    point.Where($"Answers, {word}"),
                    "Let a stage without such weights write."
                );
                return;
            }

            if (!Directory.Exists(of))
            {
                var known = stages.Count == 0 ? "No stage stands before." : $"Before it are: {string.Join(", ", stages)}.";
                problems.Add(
                    $"'{of}' is neither a stage before nor a folder",
                    point.Where($"Answers, {word}"),
                    Suggest.DidYouMean(of, stages, $"{known} Name one of them, or a Hugging Face folder.")
                );
                return;
            }

            problems.Try(() =>
                problems.Check(
                    Answers(context.Models.ReadFolder(of), task),
                    $"the model in {of} cannot answer '{task.Name}'",
                    point.Where($"Answers, {word}"),
                    "Texts are written by decoders and encoder-decoders, labels and tags by an encoder with a head for them."
                )
            );
        }
    }

    /// <summary>A distribution over labels is learnt by cross-entropy, which other losses of labels are not.</summary>
    private static void Soft(AnswersSource answers, ResolvedPoint point, Problems problems)
    {
        var (where, task) = (point.Where("Answers"), answers.On.Info);
        problems.Check(answers.Soft > 0, $"soft is {answers.Soft}", where, "Keep at least one label, or leave soft out.");
        problems.Check(
            task.Scoring is Scoring.Label or Scoring.Tag,
            $"the task '{task.Name}' has no labels to keep probabilities of",
            where,
            "Leave soft out; Distil(…) learns a teacher's distributions over tokens."
        );
        var before = point.Before?.Chain.FirstOrDefault(s => s.Stage == answers.Of);
        foreach (var objective in new[] { point.Train?.Objective, before?.Train?.Objective }.OfType<IObjectiveSpec>())
        {
            var learnt = objective;
            while (learnt.Info.Within is { } within)
                learnt = within;
            problems.Check(
                learnt is CrossEntropySpec,
                $"soft labels are no part of {learnt.Info.Text}",
                where,
                "Take cross-entropy in both stages, or leave soft out."
            );
        }
    }

    private static bool Answers(ModelConfig model, TaskInfo task) =>
        model is EncoderConfig encoder
            ? task.Scoring != Scoring.Generate && EncoderHeads.Answers(encoder, task)
            : task.Scoring == Scoring.Generate;
}
