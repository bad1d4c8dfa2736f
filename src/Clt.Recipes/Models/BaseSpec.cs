using Clt.Recipes.Training;

namespace Clt.Recipes.Models;

/// <summary>The model that every cell starts from: <see cref="PretrainSpec"/> or <see cref="FolderSpec"/>.</summary>
public abstract record BaseSpec;
