namespace Clt.Recipes.Models;

/// <summary>The model that every cell starts from: <c>PretrainSpec</c> or <see cref="FolderSpec"/>.</summary>
public abstract record BaseSpec;
