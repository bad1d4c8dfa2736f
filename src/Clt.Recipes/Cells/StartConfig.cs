using Clt.Engine.Models;
using Clt.Recipes.Models;
using Clt.Recipes.Resolution;
using Clt.Recipes.Training;

namespace Clt.Recipes.Cells;

/// <summary>The configuration of the model that cells start from, before it is trained or loaded.</summary>
internal static class StartConfig
{
    /// <summary>
    /// Of what a point's stage trains; null where the base itself is wrong or cannot become what is asked for, which is reported where that
    /// is checked.
    /// </summary>
    public static ModelConfig? Of(ResolvedPoint point, ModelFamilies families)
    {
        var found = Found(point, families);
        if (found is null || point.Into is not { } into)
            return found;
        return into.Problems(found).Any() ? null : into.Config((EncoderConfig)found, families);
    }

    /// <summary>Of what a point's stage finds: the base, or what stages before have made of it; null where that is wrong.</summary>
    public static ModelConfig? Found(ResolvedPoint point, ModelFamilies families)
    {
        try
        {
            if (point.Before is { } before)
                return Of(before, families) is { } model ? Left(before, model) : null;
            return point.Base is FolderSpec folder
                ? families.ReadFolder(folder.Path)
                : Of(((PretrainSpec)point.Base).Model, point.Tokenizer?.Vocabulary ?? 0, families);
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <exception cref="InputException">The folder has no readable configuration.</exception>
    public static ModelConfig Of(StartingPoint start, ModelFamilies families) =>
        start.Trained is { } trained ? Of(trained, families) : families.ReadFolder(start.Folder!);

    /// <summary>Of what a cell trains.</summary>
    /// <exception cref="InputException">As for its base.</exception>
    public static ModelConfig Of(FinetuneCell cell, ModelFamilies families)
    {
        var start = Of(cell.Start, families);
        return start is EncoderConfig encoder && cell.Into is { } into ? into.Config(encoder, families) : start;
    }

    /// <summary>Of a base that the study trains.</summary>
    /// <exception cref="InputException">No plugin gives its family.</exception>
    public static ModelConfig Of(BaseCell cell, ModelFamilies families) => Of(cell.Spec.Model, cell.Tokenizer.Spec.Vocabulary, families);

    private static ModelConfig Of(IModelSpec model, int vocabulary, ModelFamilies families) =>
        model.Config(new ModelVocabulary(vocabulary), families);

    /// <summary>What a stage leaves of an encoder has the cross-attention that its objective has added; heads come and go.</summary>
    private static ModelConfig Left(ResolvedPoint stage, ModelConfig model)
    {
        if (model is not EncoderConfig encoder || stage.Learnt is not { } learnt || stage.Train?.Objective.Info.Head is not { } head)
            return model;
        if (!GoldLabels.Has(learnt.Info) && learnt.Info.Scoring != Scoring.Retrieve)
            return model;
        return head(EncoderHeads.Under(encoder, learnt.Info)).CrossAttention ? encoder.WithCrossAttention() : encoder;
    }
}
