using Clt.Formats.Tokenization;
using Clt.Recipes.Mixtures;

namespace Clt.Recipes.Models;

/// <summary>Tokenizer training: a byte-level BPE that the study trains, or a unigram model where <see cref="Coverage"/> is given.</summary>
/// <param name="Vocabulary">Entries, special ones included.</param>
/// <param name="Texts">What it is trained on; null for the texts that the base is pre-trained on.</param>
/// <param name="Digits">How digits are treated.</param>
/// <param name="Examples">How many examples are drawn where the mixture is given by shares.</param>
public sealed record TokenizerSpec(int Vocabulary, MixtureSpec? Texts, Digits Digits, int Examples)
{
    /// <summary>Whether it has a token that stands for hidden ones; set where the base is an encoder or an encoder-decoder.</summary>
    public bool Mask { get; init; }

    /// <summary>
    /// Languages that have a code among the special tokens, which frames texts as mBART's do; none by default. Regions share a code.
    /// </summary>
    public LanguageSet Languages { get; init; } = new([]);

    /// <summary>Their codes, each once.</summary>
    /// <exception cref="InputException">A language has none.</exception>
    public IReadOnlyList<string> Codes => [.. Languages.Select(LanguageTokens.Of).Distinct()];

    /// <summary>
    /// Of a unigram model: the share of all characters that its vocabulary spells, above 0 and at most 1; null for byte-level BPE.
    /// </summary>
    public double? Coverage { get; init; }

    /// <summary>The recipe's word for it.</summary>
    internal string Word => Coverage is null ? "ByteLevelBpe" : "Unigram";
}

/// <summary>What a tokenizer does with digits.</summary>
public enum Digits
{
    /// <summary>Each digit is a token of its own.</summary>
    Split,

    /// <summary>Digits may be merged like letters.</summary>
    Merged,
}
