using Clt.Engine.Data;
using Clt.Engine.Parameters;
using Clt.Recipes.Resolution;
using Clt.Recipes.States;

namespace Clt.Recipes.Checks;

/// <summary>What must hold of maximum lengths and of what becomes of longer examples, before any is read.</summary>
internal static class LengthChecks
{
    /// <param name="point">The training and the measurement.</param>
    /// <param name="model">The model that the point starts from.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Run(ResolvedPoint point, ModelConfig model, Problems problems)
    {
        if (point.Train is { } train)
            Most(train.MaxLength, model, point.Where(".Train"), problems);
        foreach (var pretrain in point.Pretrained)
            Most(pretrain.Train.MaxLength, model, point.Where("Pretrain"), problems);
        var (lengths, where) = (point.Evaluate.Lengths, point.Where(".Evaluate"));
        Most(lengths.MaxLength, model, where, problems);
        problems.Check(
            lengths.Overlong.Action != OverlongAction.Split,
            "prompts are to be split up, but an item has one answer",
            where,
            "Say overlong: Truncate(Left) or LeaveOut."
        );
        if (point.Task is StatesTask || model is EncoderConfig)
            OfEncoder(point, problems);
        else if (point.Task.Info.Scoring == Scoring.Generate)
            Room(point, model, problems);
    }

    private static void Most(int? most, ModelConfig model, string where, Problems problems)
    {
        problems.Check(
            most is null || most <= model.ContextLength,
            $"maxLength is {most}, but the model '{model.Family}' reads {model.ContextLength} tokens",
            where,
            $"Give at most {model.ContextLength}."
        );
        problems.Check(most is null or >= 2, $"maxLength is {most}", where, "Give at least 2 tokens.");
    }

    /// <summary>Words without tokens have no tags, and states are read of whole texts.</summary>
    private static void OfEncoder(ResolvedPoint point, Problems problems)
    {
        var lengths = point.Evaluate.Lengths;
        if (point.Task is StatesTask)
        {
            problems.Check(
                lengths.Text.Length == 0,
                "hidden states are read of whole texts, so that maxLength and overlong have no meaning there",
                point.Where(".Evaluate"),
                "Leave them out."
            );
            return;
        }

        problems.Check(
            lengths.Overlong.Action != OverlongAction.Truncate
                || point.Task.Info.Scoring is not (Scoring.Tag or Scoring.Parse or Scoring.Joint),
            "words that are cut away would have no answers",
            point.Where(".Evaluate"),
            "Say overlong: LeaveOut."
        );
    }

    /// <summary>What is generated needs room behind the prompt.</summary>
    private static void Room(ResolvedPoint point, ModelConfig model, Problems problems)
    {
        var (lengths, task) = (point.Evaluate.Lengths, point.Task.Info);
        if (model is not DecoderConfig || lengths is { MaxLength: null, Overlong.Action: OverlongAction.Refuse })
            return;
        var room = model.ContextLength - Math.Max(1, task.MaxNewTokens);
        problems.Check(
            lengths.MaxLength is not { } most ? room >= 2 : most <= room,
            $"prompts of {lengths.MaxLength ?? 2} tokens and answers of {Math.Max(1, task.MaxNewTokens)} are longer than the "
                + $"{model.ContextLength} tokens that the model reads",
            point.Where(".Evaluate"),
            room >= 2 ? $"Give a maxLength of at most {room}, or the task fewer new tokens." : "Give the task fewer new tokens."
        );
    }
}
