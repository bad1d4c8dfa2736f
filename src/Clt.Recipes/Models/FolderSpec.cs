namespace Clt.Recipes.Models;

/// <summary>A Hugging Face folder (config.json, tokenizer.json, safetensors) as the base.</summary>
public sealed record FolderSpec(string Path) : BaseSpec
{
    /// <summary>What to do where the folder is not there.</summary>
    public string Missing { get; init; } = "Name a Hugging Face folder with config.json, tokenizer.json and *.safetensors.";
}
