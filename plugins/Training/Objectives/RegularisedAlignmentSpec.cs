using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Recipes.Training.Objectives;

namespace Clt.Plugins.Training.Objectives;

/// <summary>
/// Regularised alignment for joint intents and slots (Liu et al. 2020, arXiv 2009.14510): label regularisation, an adversarial latent
/// variable model, or both, on a conditional random field of slots. States drop out.
/// </summary>
/// <param name="Labels">Whether utterances are to be as near as their slot labels are.</param>
/// <param name="Latents">Numbers of each Gaussian latent variable; 0 for none.</param>
/// <param name="LabelNoise">What the noise of a text's variable is multiplied with in training.</param>
/// <param name="TagNoise">The same of a word's.</param>
/// <param name="Sequences">Sizes and training of the encoder of label sequences; its rate and batch are the adversary's too.</param>
/// <remarks>
/// What it is fitted to before the first step, the encoder of labels and the adversary, comes from the stage before: its examples, and the
/// model that it gave.
/// </remarks>
public sealed record RegularisedAlignmentSpec(bool Labels, int Latents, double LabelNoise, double TagNoise, LabelSequenceSettings Sequences)
    : IObjectiveSpec
{
    private const string Where = "RegularisedAlignment";

    /// <inheritdoc/>
    public ObjectiveInfo Info =>
        new("regularised alignment")
        {
            Text = string.Join(
                ", ",
                new[]
                {
                    "a random field of tags",
                    Labels ? "label regularisation" : "",
                    Latents > 0 ? $"adversarial latent variables of {Latents}" : "",
                    "states drop out",
                }.Where(t => t.Length > 0)
            ),
            Settings =
            [
                ("labels", Labels),
                ("latents", Latents),
                ("label noise", LabelNoise),
                ("tag noise", TagNoise),
                ("embedding", Sequences.Embedding),
                ("width", Sequences.Width),
                ("epochs", Sequences.Epochs),
                ("rate", Sequences.Rate),
                ("batch", Sequences.Batch),
            ],
            NeedsEarlier = true,
            Head = Headed,
        };

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(ObjectiveSite site)
    {
        if (!Labels && Latents == 0)
            yield return new Problem("neither labels nor latent variables are asked for", Where, "Take RandomField(dropout: true).");
        if (Latents < 0)
            yield return new Problem($"latent variables have {Latents} numbers", Where, "Give a positive number, or 0 for none.");
        foreach (var (name, value) in new[] { ("labelNoise", LabelNoise), ("tagNoise", TagNoise) })
        {
            if (!(value >= 0))
                yield return new Problem(FormattableString.Invariant($"{name} is {value}"), Where, "Give 0 or more.");
        }

        foreach (var (name, value) in new[] { ("width", Sequences.Width), ("epochs", Sequences.Epochs) })
        {
            if (value < 1)
                yield return new Problem($"{name} is {value}", Where, "Give a positive number.");
        }

        if (site.Model is not EncoderConfig || site.Task.Scoring != Scoring.Joint)
        {
            yield return new Problem(
                $"{Info.Name} is for encoders that learn intents and slots together",
                "",
                "Take a task such as IntentSlots(…), and an encoder."
            );
        }

        if (site.Train.Adapter is not null)
            yield return new Problem($"{Info.Name} trains whole models", "", "Leave the adapter out.");
    }

    /// <inheritdoc/>
    public IObjective Create(ObjectiveParts parts)
    {
        var model = parts.ModelAs<EncoderModel>();
        // A training that is verified by itself has nothing behind it.
        if (parts.Earlier.Count == 0)
            return new EncoderTraining(model) { Dropout = true };
        EncoderExample[] examples = [.. parts.Earlier[^1].Examples().OfType<EncoderExample>()];
        var labels = Labels ? LabelSequenceEncoder.Fit(model, examples, Sequences, parts.Seed, parts.Cancel) : null;
        var adversary =
            Latents > 0 ? LatentAdversary.Fit(model, examples, Sequences.Rate, Sequences.Batch, parts.Seed, parts.Cancel) : null;
        return new RegularisedAlignment(model, labels, adversary);
    }

    private EncoderConfig Headed(EncoderConfig config)
    {
        var joint = config.WithJointHead(config.Labels, config.TokenLabels, crf: true);
        return Latents > 0 ? joint.WithLatents(Latents, LabelNoise, TagNoise) : joint;
    }
}
