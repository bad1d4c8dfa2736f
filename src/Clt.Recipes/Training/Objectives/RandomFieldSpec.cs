using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;

namespace Clt.Recipes.Training.Objectives;

/// <summary>Conditional random field (Lafferty et al. 2001): tags of words that are learnt and given together, on an encoder.</summary>
public sealed record RandomFieldSpec : IObjectiveSpec
{
    public ObjectiveInfo Info =>
        new("random field")
        {
            Text = "a conditional random field of tags",
            Head = config =>
                config.Head == EncoderHead.Joint
                    ? config.WithJointHead(config.Labels, config.TokenLabels, crf: true)
                    : config.WithHead(config.Head, config.Labels, crf: true),
        };

    public IEnumerable<Problem> Problems(ObjectiveSite site)
    {
        if (site.Model is EncoderConfig && site.Task.Scoring is Scoring.Tag or Scoring.Joint)
            yield break;
        yield return new Problem(
            $"{Info.Text} is for encoders and tags of words",
            "",
            "Leave .Objective out, or take a task such as Tagging(…)."
        );
    }

    public IObjective Create(ObjectiveParts parts) => new EncoderTraining(parts.ModelAs<EncoderModel>());
}
