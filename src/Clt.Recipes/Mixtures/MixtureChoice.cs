using Clt.Recipes.Grid;

namespace Clt.Recipes.Mixtures;

/// <summary>A mixture whose parts may depend on axes. <c>+</c> joins mixtures.</summary>
public sealed class MixtureChoice : Choice<MixtureSpec>
{
    public MixtureChoice(Func<Point, MixtureSpec> at, string origin = "recipe")
        : base(at, origin) { }

    /// <summary>A mixture that depends on axes as a whole is a mixture.</summary>
    public static implicit operator MixtureChoice(Choice<MixtureChoice> nested) => new(p => nested.At(p).At(p), nested.Origin);

    public static MixtureChoice operator +(MixtureChoice left, MixtureChoice right) =>
        new(p => new MixtureSpec([.. left.At(p).Parts, .. right.At(p).Parts]));
}
