using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;

namespace Clt.Recipes.Training.Objectives;

/// <summary>Conditional random field (Lafferty et al. 2001): tags of words that are learnt and given together, on an encoder.</summary>
public sealed record RandomFieldSpec : IObjectiveSpec
{
    /// <summary>Whether states drop out in training (Srivastava et al. 2014), by the shares of the encoder's configuration.</summary>
    public bool Dropout { get; init; }

    public ObjectiveInfo Info =>
        new("random field")
        {
            Text = $"a conditional random field of tags{(Dropout ? ", states drop out" : "")}",
            // What is not asked for is not in the text: cells of older recipes keep their names.
            Settings = Dropout ? [("dropout", true)] : [],
            Head = config =>
                config.Head == EncoderHead.Joint
                    ? config.WithJointHead(config.Labels, config.TokenLabels, crf: true)
                    : config.WithHead(config.Head, config.Labels, crf: true),
        };

    public IEnumerable<Problem> Problems(ObjectiveSite site)
    {
        if (site.Model is EncoderConfig encoder && site.Task.Scoring is Scoring.Tag or Scoring.Joint)
        {
            if (Dropout && !(encoder.HiddenDropout > 0 || encoder.ClassifierDropout > 0))
                yield return new Problem(
                    "nothing drops out of this encoder",
                    "RandomField, dropout",
                    "Set hidden_dropout_prob in its config.json, such as 0.1."
                );
            yield break;
        }

        yield return new Problem(
            $"{Info.Text} is for encoders and tags of words",
            "",
            "Leave .Objective out, or take a task such as Tagging(…)."
        );
    }

    public IObjective Create(ObjectiveParts parts) => new EncoderTraining(parts.ModelAs<EncoderModel>()) { Dropout = Dropout };
}
