using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;

namespace Clt.Recipes.Training.Objectives;

/// <summary>Contrastive alignment: draws the mean states of texts and of their translations together.</summary>
/// <param name="Temperature">Divides the cosines of InfoNCE; null for the squared difference instead, without others to tell apart.</param>
/// <param name="Group">Most pairs that are told apart from each other.</param>
public sealed record AlignmentSpec(double? Temperature, int Group) : IObjectiveSpec
{
    public ObjectiveInfo Info =>
        Temperature is { } t
            ? new("contrast")
            {
                Text = FormattableString.Invariant($"contrast of translations, {Group} at a time, temperature {t:R}"),
                Settings = [("temperature", t), ("group", Group)],
            }
            : new("squared difference") { Text = "squared difference of translations" };

    public IEnumerable<Problem> Problems(ObjectiveSite site)
    {
        if (Temperature is { } t && !(t > 0))
            yield return new Problem(
                FormattableString.Invariant($"the temperature is {t}"),
                "Contrast",
                "Give a number above 0, such as 0.05."
            );
        if (Group < 2)
            yield return new Problem($"{Group} pairs are told apart", "Contrast", "Give at least 2.");
        if (site.Model is EncoderConfig && site.Task.Scoring == Scoring.Retrieve)
            yield break;
        yield return new Problem(
            $"{Info.Text} is for encoders and translations",
            "",
            "Leave .Objective out, or take a task such as Translations(…)."
        );
    }

    public IObjective Create(ObjectiveParts parts)
    {
        var model = parts.ModelAs<EncoderModel>();
        return Temperature is { } t ? new ContrastiveAlignment(model) { Temperature = t, Group = Group } : new SquaredAlignment(model);
    }
}
