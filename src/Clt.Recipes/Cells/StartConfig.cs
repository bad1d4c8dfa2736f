using Clt.Engine.Models;
using Clt.Recipes.Models;
using Clt.Recipes.Resolution;
using Clt.Recipes.Training;

namespace Clt.Recipes.Cells;

/// <summary>The configuration of the model that cells start from, before it is trained or loaded.</summary>
internal static class StartConfig
{
    /// <summary>Null where the base itself is wrong, which is reported where that is checked.</summary>
    public static ModelConfig? Of(ResolvedPoint point, ModelFamilies families)
    {
        try
        {
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

    /// <summary>Of a base that the study trains.</summary>
    /// <exception cref="InputException">No plugin gives its family.</exception>
    public static ModelConfig Of(BaseCell cell, ModelFamilies families) => Of(cell.Spec.Model, cell.Tokenizer.Spec.Vocabulary, families);

    private static ModelConfig Of(IModelSpec model, int vocabulary, ModelFamilies families) =>
        model.Config(new ModelVocabulary(vocabulary), families);
}
