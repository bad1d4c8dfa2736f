using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Objectives;
using Clt.Recipes.Mixtures;

namespace Clt.Recipes.Training.Objectives;

/// <summary>
/// Cross-entropy of target tokens or labels: supervised fine-tuning. For translations that are found by embeddings it is InfoNCE.
/// </summary>
/// <param name="LabelSmoothing">Share of a target's probability that is spread over the vocabulary, in [0, 1).</param>
/// <param name="Dft">Weigh each target with its probability: dynamic fine-tuning (Wu et al. 2025).</param>
/// <param name="WholeText">Whether the tokens of prompts are targets too.</param>
public sealed record CrossEntropySpec(double LabelSmoothing = 0, bool Dft = false, bool WholeText = false) : IObjectiveSpec
{
    /// <summary>Whether an encoder's states drop out in training (Srivastava et al. 2014), by the shares of its configuration.</summary>
    public bool Dropout { get; init; }

    /// <summary>Of the answers, which is what a cell minimises unless another objective is named.</summary>
    public static IObjectiveSpec Default { get; } = new CrossEntropySpec();

    public ObjectiveInfo Info =>
        new("cross-entropy")
        {
            Text =
                FormattableString.Invariant($"cross-entropy of {(WholeText ? "whole texts" : "answers")}")
                + (LabelSmoothing > 0 ? FormattableString.Invariant($", label smoothing {LabelSmoothing:R}") : "")
                + (Dft ? ", weighted with its probability (dft)" : "")
                + (Dropout ? ", states drop out" : ""),
            // What is not asked for is not in the text: cells of older recipes keep their names.
            Settings =
            [
                ("label smoothing", LabelSmoothing),
                ("dft", Dft),
                ("whole text", WholeText),
                .. Dropout ? [("dropout", true)] : Array.Empty<(string, object?)>(),
            ],
            NeedsDropout = Dropout,
            Use = WholeText ? ExampleUse.WholeTexts : ExampleUse.Answers,
        };

    public IEnumerable<Problem> Problems(ObjectiveSite site)
    {
        const string Where = "CrossEntropy";
        if (LabelSmoothing is not (>= 0 and < 1))
            yield return new Problem(
                FormattableString.Invariant($"the label smoothing is {LabelSmoothing}"),
                Where,
                "Give a number in [0, 1)."
            );
        if (Dft && LabelSmoothing > 0)
            yield return new Problem(
                "dft weighs targets with their probability, which label smoothing would blur",
                "",
                "Take one of the two."
            );
        if (Dropout)
        {
            foreach (var problem in site.Dropout(Info))
                yield return problem;
            if (LabelSmoothing > 0 || Dft || WholeText)
                yield return new Problem(
                    "an encoder's labels are neither smoothed, weighted nor whole texts",
                    Where,
                    "Leave dropout alone: CrossEntropy(dropout: true)."
                );
            yield break;
        }

        if (Equals(Default) || (site.Model is SequenceToSequenceConfig && !Dft && !WholeText))
            yield break;
        foreach (var problem in site.OnlyDecoders(Info))
            yield return problem;
    }

    public IObjective Create(ObjectiveParts parts) =>
        parts.Model switch
        {
            LanguageModel model => new CausalLanguageModelling(model) { LabelSmoothing = LabelSmoothing, ProbabilityWeighted = Dft },
            SequenceToSequenceModel model => new ConditionalGeneration(model) { LabelSmoothing = LabelSmoothing },
            EncoderModel model when parts.Task.Scoring == Scoring.Retrieve => new ContrastiveAlignment(model),
            EncoderModel model => new EncoderTraining(model) { Dropout = Dropout },
            var other => throw new ArgumentOutOfRangeException(
                nameof(parts),
                other.GetType().Name,
                "A model of a kind that has no cross-entropy."
            ),
        };
}
