using Clt.Engine.Parameters;
using Clt.Recipes.Cells;
using Clt.Recipes.Identity;
using Clt.Recipes.Resolution;
using Clt.Recipes.States;
using Clt.Recipes.Training;
using Clt.Recipes.Training.Objectives;

namespace Clt.Recipes.Checks;

/// <summary>Whether a model of a kind can be trained on a task and answer it.</summary>
internal static class KindChecks
{
    /// <param name="point">The task, the mixture, and whether anything is trained.</param>
    /// <param name="model">The model that the point starts from.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Run(ResolvedPoint point, ModelConfig model, Problems problems)
    {
        problems.Check(
            point.Train?.Weights.HasOwn is not true || point.Task is not StatesTask,
            "each language has weights of its own, and hidden states are read of one model",
            point.Where("InTurn, own"),
            "Measure a task with answers, or leave own out."
        );
        // States are read of any model; what is trained must fit it all the same.
        if (point.Learnt is not { Info: var task })
            return;
        var where = $"task '{task.Name}'";
        if (point.Train is { Weights.IsEmpty: false } train)
        {
            foreach (var problem in train.Weights.Problems(ParameterLayout.Of(Trained(model, task, train.Objective))))
                problems.Add(problem.What, point.Where($".{problem.Where}"), problem.Mend);
            problems.Check(
                train.Adapter is null || train.Weights.LeavesModel,
                "weights are frozen, made afresh or trained at rates of their own, but an adapter leaves all of them as they are",
                point.Where(".Adapter"),
                "Leave the adapter out, or the rules for the model's own weights."
            );
        }

        problems.Check(
            !point.IsAroundAdapter || model is not EncoderConfig,
            "an encoder's adapter has the head with it, so the model's own weights cannot be trained around it",
            point.Where("adapterBefore"),
            "Give the stage an adapter, or start from a decoder or an encoder-decoder."
        );
        if (point.Train?.Adapter is { } adapter)
        {
            problems.Try(() => adapter.Parameters(model));
            if (adapter.Info.Above is { } below)
                problems.Try(() => AdapterIdentity.Of(below));
            problems.Check(
                model is not EncoderConfig || point.Train.Precision is Precision.Float32 or Precision.Stored,
                "the head of an encoder is trained in fp32 beside its adapter, and so the model computes in fp32 too",
                point.Where(".Train, precision"),
                "Leave precision out, or take Float32."
            );
            problems.Check(
                model is EncoderConfig || !point.Train.Weights.WithBase,
                $"the model '{model.Family}' trains an adapter or its own weights, not both",
                point.Where("InTurn, tuneBase"),
                "Leave tuneBase out, or start from an encoder."
            );
        }

        var labels = GoldLabels.Has(task);
        problems.Check(
            task.Scoring != Scoring.Joint || task.Tags.Count > 0,
            "it gives tags beside its labels but names none",
            where,
            "Name all tags that can occur in TaskInfo.Tags."
        );
        problems.Check(
            !labels || task.Labels.Count > 0,
            "it gives labels but names none",
            where,
            "Name all labels that can occur in TaskInfo.Labels."
        );
        if (model is not EncoderConfig encoder)
        {
            if (task.Scoring is Scoring.Generate or Scoring.LogLikelihood or Scoring.Choices)
                return;
            if (task.Scoring == Scoring.Pairs)
                PairsAlone(problems, where);
            else
                problems.Add(
                    $"its answers are {Answers(task.Scoring)}, but the model '{model.Family}' writes texts",
                    where,
                    "Start from an encoder such as BERT or XLM-R, or take a task whose answers are written."
                );
            return;
        }

        if (task.Scoring == Scoring.Pairs)
        {
            PairsAlone(problems, where);
            return;
        }

        if (task.Scoring is Scoring.Generate or Scoring.LogLikelihood or Scoring.Choices)
        {
            var answers = task.Scoring == Scoring.Choices ? "ranked choices" : "written texts";
            problems.Add(
                $"its answers are {answers}, but the model '{model.Family}' is an encoder",
                where,
                "Start from a decoder or an encoder-decoder, or take a task whose answers are labels or tags."
            );
            return;
        }

        problems.Check(
            point.Evaluate.Shots is null,
            $"few-shot exemplars are asked for, but the model '{model.Family}' is an encoder, which answers one text at a time",
            point.Where(".Evaluate"),
            "Leave shots out, or start from a decoder or an encoder-decoder."
        );
        foreach (var other in point.Mixture.Parts.Select(p => p.Task?.Info ?? (point.Task is StatesTask ? task : point.Task.Info)))
        {
            problems.Check(
                other.Scoring == task.Scoring && other.Labels.SequenceEqual(task.Labels) && other.Tags.SequenceEqual(task.Tags),
                $"the mixture has examples of '{other.Name}', whose labels are others",
                where,
                "Train an encoder on tasks with the same labels."
            );
        }

        problems.Check(
            point.Train is not null || EncoderHeads.Answers(encoder, task),
            "the model has no head with the task's labels, and nothing is trained",
            where,
            "Add .Mixture(…) and .Train(…), or start from a model that was trained on the task."
        );
    }

    /// <summary>The model with the head that is trained: patterns name its weights.</summary>
    private static ModelConfig Trained(ModelConfig model, TaskInfo task, IObjectiveSpec objective)
    {
        var labels = GoldLabels.Has(task) && task.Labels.Count > 0;
        var fits = task.Scoring == Scoring.Retrieve || (labels && (task.Scoring != Scoring.Joint || task.Tags.Count > 0));
        if (model is not EncoderConfig encoder || !fits)
            return model;
        var under = EncoderHeads.Under(encoder, task);
        return objective.Info is { Head: { } head } info && (info.Pretrains || task.Scoring is Scoring.Tag or Scoring.Joint)
            ? head(under)
            : under;
    }

    private static void PairsAlone(Problems problems, string where) =>
        problems.Add("pairs of words have labels that no model gives by itself", where, "Probe for them: Probe(Arcs(…)).");

    private static string Answers(Scoring scoring) =>
        scoring switch
        {
            Scoring.Label => "labels of texts",
            Scoring.Tag => "tags of words",
            Scoring.Parse => "trees of words",
            Scoring.Joint => "labels of texts with tags of their words",
            Scoring.Retrieve => "texts that are found by their embeddings",
            _ => throw new ArgumentOutOfRangeException(nameof(scoring), scoring, "Such answers are texts."),
        };
}
