using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Recipes.Models;
using Clt.Recipes.Training.Objectives;

namespace Clt.Plugins.Training.Objectives.Masked;

/// <summary>Masked language modelling of pairs of texts: an encoder that is there is pre-trained further.</summary>
/// <param name="Reading">What hidden tokens are told from.</param>
/// <param name="Masking">Which tokens are hidden.</param>
public sealed record MaskedSpec(MaskedReading Reading, MaskingSpec Masking) : IObjectiveSpec
{
    /// <inheritdoc/>
    public ObjectiveInfo Info =>
        new(Name)
        {
            Text = FormattableString.Invariant($"{Name}, {Masking.Rate:R} of the tokens hidden"),
            Settings = Masking.Fields,
            Pretrains = true,
            HidesTokens = true,
            Passes = Reading == MaskedReading.Across ? 2 : 1,
            Head = Head,
        };

    private string Name =>
        Reading switch
        {
            MaskedReading.Apart => "mlm",
            MaskedReading.Joined => "tlm",
            MaskedReading.Across => "ca-mlm",
            _ => throw new ArgumentOutOfRangeException(nameof(Reading), Reading, "There is no such reading."),
        };

    private string Word =>
        Reading switch
        {
            MaskedReading.Apart => "Mlm",
            MaskedReading.Joined => "Tlm",
            MaskedReading.Across => "CaMlm",
            _ => throw new ArgumentOutOfRangeException(nameof(Reading), Reading, "There is no such reading."),
        };

    /// <inheritdoc/>
    public IEnumerable<Problem> Problems(ObjectiveSite site)
    {
        foreach (var problem in PairMaskingChecks.OfMasks(Masking, Word))
            yield return problem;
        foreach (var problem in PairMaskingChecks.OfSite(site, Word, Info.Text, Head))
            yield return problem;
        if (site.Model is not EncoderConfig encoder || site.Task.Scoring != Scoring.Retrieve)
            yield break;
        if (Reading == MaskedReading.Joined && site.Train.MaxLength is null)
            yield return new Problem(
                "two texts are one sequence, and each may be as long as the context",
                $"{Word}, maxLength",
                $"Say how long one may be, at most {encoder.ContextLength / 2} tokens: Train(…, maxLength: {encoder.ContextLength / 2})."
            );
        else if (Reading == MaskedReading.Joined && site.Train.MaxLength > encoder.ContextLength / 2)
            yield return new Problem(
                $"two texts of {site.Train.MaxLength} tokens are one sequence, but the model has {encoder.ContextLength} positions",
                $"{Word}, maxLength",
                $"Give at most {encoder.ContextLength / 2}."
            );
    }

    /// <inheritdoc/>
    public IObjective Create(ObjectiveParts parts)
    {
        var (model, masking) = (parts.ModelAs<EncoderModel>(), Masking.Of(parts.Tokenizer));
        return Reading switch
        {
            MaskedReading.Apart => new MaskedTexts(model, masking, p => [p.Source, p.Target]),
            MaskedReading.Joined => new MaskedTexts(model, masking, p => [Joined(p, masking.Special)]),
            MaskedReading.Across => new CrossAttentionMasking(model, masking),
            _ => throw new ArgumentOutOfRangeException(nameof(parts), Reading, "There is no such reading."),
        };
    }

    /// <summary>One text behind the other; the token that begins the first stands before both.</summary>
    private static int[] Joined(ParallelExample pair, IReadOnlySet<int> special)
    {
        var begins = pair.Target[0] == pair.Source[0] && special.Contains(pair.Target[0]);
        return [.. pair.Source, .. pair.Target.Skip(begins ? 1 : 0)];
    }

    private EncoderConfig Head(EncoderConfig config)
    {
        var masked = config.WithHead(EncoderHead.MaskedLanguageModel);
        return Reading == MaskedReading.Across ? masked.WithCrossAttention() : masked;
    }
}
