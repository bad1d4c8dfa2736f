using Clt.Recipes.Studies;

namespace Clt.Running.Tests.Toys;

/// <summary>Studies without a part.</summary>
internal static class StudyParts
{
    public static Study WithoutTrain(this Study study) => study with { Single = study.Single with { Train = null } };

    public static Study WithoutMixture(this Study study) => study with { Single = study.Single with { Mixture = null } };
}
