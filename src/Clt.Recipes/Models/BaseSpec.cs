namespace Clt.Recipes.Models;

/// <summary>The model that every cell starts from: <c>PretrainSpec</c> or <see cref="FolderSpec"/>.</summary>
public abstract record BaseSpec;

/// <summary>A Hugging Face folder (config.json, tokenizer.json, safetensors) as the base.</summary>
public sealed record FolderSpec(string Path) : BaseSpec
{
    /// <summary>The name on a hub that the folder is of; null for a folder that the recipe names.</summary>
    public ModelAddress? Address { get; init; }

    /// <summary>A folder, or a model of a hub as the folder in the cache that it is fetched to before anything is done with it.</summary>
    /// <param name="text">A path, or <c>hub:owner/name@revision</c>.</param>
    /// <exception cref="InputException">It is no name of a model.</exception>
    public static FolderSpec Of(string text) =>
        ModelAddress.Find(text) is { } address
            ? new FolderSpec(address.FolderIn(DataPlaces.Current.CacheFolder)) { Address = address }
            : new FolderSpec(text);

    /// <summary>What writes the folder before anything is trained; null for a folder that is there.</summary>
    public IModelMaker? Maker { get; init; }

    /// <summary>A folder in the cache that is written before anything is trained; what it is of decides its place.</summary>
    public static FolderSpec Of(IModelMaker maker) =>
        new(MadeModel.FolderOf(maker, DataPlaces.Current.CacheFolder)) { Maker = maker, Missing = "Let the study write it." };

    /// <summary>What to do where the folder is not there.</summary>
    public string Missing { get; init; } = "Name a Hugging Face folder with config.json, tokenizer.json and *.safetensors.";
}
