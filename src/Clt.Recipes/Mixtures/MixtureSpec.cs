namespace Clt.Recipes.Mixtures;

/// <summary>What a model is trained on, at one point of the grid.</summary>
public sealed record MixtureSpec(IReadOnlyList<PartSpec> Parts)
{
    /// <summary>The languages of which at least one example is trained on.</summary>
    public LanguageSet Languages => new(Parts.Where(p => p.Count is null or > 0).SelectMany(p => p.Languages));

    /// <summary>All languages named, also those with no example at this point.</summary>
    public LanguageSet Named => new(Parts.SelectMany(p => p.Languages));

    /// <summary>The number of examples where every part is given by count, else null.</summary>
    public int? Examples => Parts.All(p => p.Count is not null) ? Parts.Sum(p => p.Count!.Value * p.Languages.Count) : null;
}
