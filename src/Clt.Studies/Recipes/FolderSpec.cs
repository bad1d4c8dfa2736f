namespace Clt.Studies;

/// <summary>A Hugging Face folder (config.json, tokenizer.json, safetensors) as the base.</summary>
public sealed record FolderSpec(string Path) : BaseSpec;
