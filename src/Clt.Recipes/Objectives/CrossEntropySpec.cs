using Clt.Recipes.Mixtures;

namespace Clt.Recipes.Objectives;

/// <summary>Cross-entropy of target tokens.</summary>
/// <param name="LabelSmoothing">Share of a target's probability that is spread over the vocabulary, in [0, 1).</param>
/// <param name="Dft">Weigh each target with its probability: dynamic fine-tuning (Wu et al. 2025).</param>
/// <param name="WholeText">Whether the tokens of prompts are targets too.</param>
public sealed record CrossEntropySpec(double LabelSmoothing, bool Dft, bool WholeText) : ObjectiveSpec
{
    /// <summary>Whether an encoder's states drop out in training (Srivastava et al. 2014), by the shares of its configuration.</summary>
    public bool Dropout { get; init; }

    // What is not asked for is not in the text: cells of older recipes keep their names.
    internal override IReadOnlyList<(string Key, object? Value)> Fields =>
    [
        ("kind", "cross-entropy"), ("label smoothing", LabelSmoothing), ("dft", Dft), ("whole text", WholeText),
        .. Dropout ? [("dropout", true)] : Array.Empty<(string, object?)>(),
    ];

    internal override string Text => FormattableString.Invariant($"cross-entropy of {(WholeText ? "whole texts" : "answers")}")
        + (LabelSmoothing > 0 ? FormattableString.Invariant($", label smoothing {LabelSmoothing:R}") : "")
        + (Dft ? ", weighted with its probability (dft)" : "") + (Dropout ? ", states drop out" : "");

    internal override ExampleUse Use => WholeText ? ExampleUse.WholeTexts : ExampleUse.Answers;

    internal override IEnumerable<Problem> Problems()
    {
        if (LabelSmoothing is not (>= 0 and < 1))
            yield return new Problem(FormattableString.Invariant($"the label smoothing is {LabelSmoothing}"), "CrossEntropy", "Give a number in [0, 1).");
    }
}
