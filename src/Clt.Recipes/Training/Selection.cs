namespace Clt.Recipes.Training;

/// <summary>Which checkpoint of a run is evaluated.</summary>
public enum Selection
{
    /// <summary>The last one.</summary>
    Last,

    /// <summary>The one with the lowest loss on held-out examples of the training languages.</summary>
    ValidationLoss,
}
