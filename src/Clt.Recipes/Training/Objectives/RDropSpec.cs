using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;

namespace Clt.Recipes.Training.Objectives;

/// <summary>R-Drop (Wu et al. 2021, arXiv 2106.14448): two passes with different dropout are both trained and drawn together.</summary>
/// <param name="Alpha">Weight of the divergence of the passes; 0 or more.</param>
public sealed record RDropSpec(double Alpha) : IObjectiveSpec
{
    public ObjectiveInfo Info =>
        new("r-drop")
        {
            Text = FormattableString.Invariant($"R-Drop, alpha {Alpha:R}"),
            Settings = [("alpha", Alpha)],
            NeedsDropout = true,
            Passes = 2,
        };

    public IEnumerable<Problem> Problems(ObjectiveSite site)
    {
        if (!(Alpha >= 0))
            yield return new Problem(FormattableString.Invariant($"alpha is {Alpha}"), "RDrop", "Give 0 or more, such as 1.");
        if (site.Model is DecoderConfig)
        {
            if (site.Train.Adapter is not LoraSettings { Dropout: > 0 })
                yield return new Problem(
                    "nothing drops out, so both passes of R-Drop are one",
                    "",
                    "Train an adapter with dropout: .Adapter(Lora(dropout: 0.1))."
                );
            yield break;
        }

        foreach (var problem in site.Dropout(Info))
            yield return problem;
    }

    public IObjective Create(ObjectiveParts parts) =>
        parts.Model switch
        {
            LanguageModel model => new RDropLanguageModelling(model, Alpha),
            EncoderModel model => new RDropClassification(model, Alpha),
            var other => throw new ArgumentOutOfRangeException(
                nameof(parts),
                other.GetType().Name,
                "A model of a kind that has no R-Drop."
            ),
        };
}
