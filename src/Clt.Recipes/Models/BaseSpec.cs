namespace Clt.Recipes.Models;

/// <summary>The model that every cell starts from: <c>PretrainSpec</c> or <see cref="FolderSpec"/>.</summary>
public abstract record BaseSpec;

/// <summary>A Hugging Face folder (config.json, tokenizer.json, safetensors) as the base.</summary>
public sealed record FolderSpec(string Path) : BaseSpec
{
    /// <summary>What to do where the folder is not there.</summary>
    public string Missing { get; init; } = "Name a Hugging Face folder with config.json, tokenizer.json and *.safetensors.";
}
