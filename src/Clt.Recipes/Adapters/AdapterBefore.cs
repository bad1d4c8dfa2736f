namespace Clt.Recipes.Adapters;

/// <summary>What a stage does with the adapter that the stage before it has trained.</summary>
public enum AdapterBefore
{
    /// <summary>It becomes a part of the model's weights, as exporting does it; what is trained next starts from these.</summary>
    Merge,

    /// <summary>
    /// It stays as it is: below a fresh adapter, and both are active (MAD-X's language adapter below a task's), or without one around the
    /// model's own weights, which are trained (Lai et al. 2022).
    /// </summary>
    Keep,

    /// <summary>It is trained further.</summary>
    Continue,

    /// <summary>
    /// As <see cref="Keep"/> while it trains; each language is then tested with the adapter that the stage before gives of that language
    /// (MAD-X's zero-shot transfer, Pfeiffer et al. 2020).
    /// </summary>
    Exchange,
}
