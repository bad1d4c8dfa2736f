namespace Clt;

/// <summary>
/// Marks a public static class of a plugin whose methods recipes call without a prefix: the host adds a <c>using static</c> for it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RecipeApiAttribute : Attribute;
