namespace Clt.Plugins.Sources.Npm.Facts;

/// <summary>A fact by codes, the same in every language: <c>currency</c> of <c>JP</c> is <c>JPY</c>.</summary>
/// <param name="Relation">The relation.</param>
/// <param name="Subject">What is asked about.</param>
/// <param name="Object">The answer, the only one.</param>
internal sealed record Fact(Relation Relation, string Subject, string Object)
{
    /// <summary>The same in all languages.</summary>
    public string ItemId => $"{Relation.Name}/{Subject}";
}
