using Clt.Recipes.Grid;

namespace Clt.Recipes.Mixtures;

/// <summary>A mixture whose parts may depend on axes. <c>+</c> joins mixtures.</summary>
public sealed class MixtureChoice : Choice<MixtureSpec>
{
    public MixtureChoice(Func<Point, MixtureSpec> at)
        : base(at, "recipe")
    {
    }

    public static MixtureChoice operator +(MixtureChoice left, MixtureChoice right) =>
        new(p => new MixtureSpec([.. left.At(p).Parts, .. right.At(p).Parts]));
}
