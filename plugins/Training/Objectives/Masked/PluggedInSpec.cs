using Clt.Engine.Objectives;
using Clt.Recipes.Training.Objectives;

namespace Clt.Plugins.Training.Objectives.Masked;

/// <summary>
/// Fine-tuning with cross-attention plugged in (Luo et al. 2021, arXiv 2010.16046, section 3.3): a classifier of pairs reads the states of
/// the first text by itself and those that have attended to the second, side by side.
/// </summary>
/// <param name="Within">What is learnt.</param>
public sealed record PluggedInSpec(IObjectiveSpec Within) : IObjectiveSpec
{
    private const string Where = "PluggedIn";

    /// <inheritdoc/>
    public ObjectiveInfo Info =>
        Within.Info with
        {
            Name = "plugged in",
            Text = $"{Within.Info.Text}, cross-attention plugged in",
            Settings = [("within", Within.Info.Fields)],
            Passes = 2 * Within.Info.Passes,
            Within = Within,
            Head = config => (Within.Info.Head?.Invoke(config) ?? config).WithCrossAttention(pluggedIn: true),
        };

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(ObjectiveSite site)
    {
        foreach (var problem in Within.Problems(site))
            yield return problem;
        if (site.Model is not EncoderConfig encoder || site.Task.Scoring != Scoring.Label)
        {
            yield return new Problem(
                $"{Info.Text} is for encoders and labels of pairs of texts",
                Where,
                "Leave it out, or take Classification(…, second: …)."
            );
            yield break;
        }

        var problems = new Problems();
        problems.Try(() => encoder.WithCrossAttention());
        foreach (var problem in problems.All)
            yield return problem;
    }

    /// <inheritdoc/>
    public IObjective Create(ObjectiveParts parts) => Within.Create(parts);
}
