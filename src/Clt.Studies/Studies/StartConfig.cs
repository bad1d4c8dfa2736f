using Clt.Engine.Models;

namespace Clt.Studies;

/// <summary>The configuration of the model that cells start from, before it is trained or loaded.</summary>
internal static class StartConfig
{
    /// <summary>Null where the base itself is wrong, which is reported where that is checked.</summary>
    public static ModelConfig? Of(ResolvedPoint point, ModelFamilies families)
    {
        try
        {
            return point.Base is FolderSpec folder ? families.ReadFolder(folder.Path) : Of(((PretrainSpec)point.Base).Model, point.Tokenizer?.Vocabulary ?? 0);
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <exception cref="InputException">The folder has no readable configuration.</exception>
    public static ModelConfig Of(StartingPoint start, ModelFamilies families) =>
        start.Trained is { } trained ? Of(trained) : families.ReadFolder(start.Folder!);

    /// <summary>Of a base that the study trains.</summary>
    public static DecoderConfig Of(BaseCell cell) => Of(cell.Spec.Model, cell.Tokenizer.Spec.Vocabulary);

    private static DecoderConfig Of(DecoderSpec m, int vocabulary) =>
        LlamaConfig.Create(vocabulary, m.Layers, m.Width, m.Heads, m.KeyValueHeads, m.Inner, m.Context, m.Tied);
}
