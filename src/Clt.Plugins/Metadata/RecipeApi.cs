namespace Clt.Plugins.Metadata;

/// <summary>A class whose methods recipes call without a prefix.</summary>
/// <param name="TypeName">Full name, for <c>using static</c>.</param>
/// <param name="Methods">Names of its public static methods.</param>
public sealed record RecipeApi(string TypeName, IReadOnlyList<string> Methods);
