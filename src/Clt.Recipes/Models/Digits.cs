namespace Clt.Recipes.Models;

/// <summary>What a tokenizer does with digits.</summary>
public enum Digits
{
    /// <summary>Each digit is a token of its own.</summary>
    Split,

    /// <summary>Digits may be merged like letters.</summary>
    Merged,
}
