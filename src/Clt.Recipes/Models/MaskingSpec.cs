using Clt.Engine.Objectives;
using Clt.Formats.Tokenization;

namespace Clt.Recipes.Models;

/// <summary>
/// Masked language modelling: which tokens of a text are chosen, and what stands in their place (Devlin et al. 2019, section 3.1; Wettig et
/// al. 2023 on the rate).
/// </summary>
public sealed record MaskingSpec
{
    /// <summary>Share of tokens that are chosen, each by itself, above 0 and at most 1.</summary>
    public double Rate { get; init; } = 0.3;

    /// <summary>Share of the chosen that become the mask; what is neither mask nor random stays as it is.</summary>
    public double Mask { get; init; } = 0.9;

    /// <summary>Share of the chosen that become a random token.</summary>
    public double Random { get; init; } = 0.05;

    /// <summary>All tokens of a word are chosen together.</summary>
    public bool WholeWords { get; init; }

    /// <summary>The choices as settings.</summary>
    public IReadOnlyList<(string Key, object? Value)> Fields =>
        [
            ("mask rate", Rate),
            ("become mask", Mask),
            ("become random", Random),
            .. WholeWords ? [("whole words", true)] : (IReadOnlyList<(string, object?)>)[],
        ];

    /// <summary>Which tokens are hidden of texts that a tokenizer reads.</summary>
    /// <exception cref="InputException">It has no token that stands for hidden ones.</exception>
    public TokenMasking Of(HubTokenizer tokenizer) =>
        new()
        {
            MaskId =
                tokenizer.MaskId
                ?? throw new InputException(
                    "the tokenizer has no token that stands for hidden ones",
                    "masked tokens",
                    "Train the tokenizer with the study, or take an encoder whose tokenizer has a mask."
                ),
            Vocabulary = tokenizer.VocabularySize,
            Special = Enumerable.Range(0, tokenizer.VocabularySize).Where(tokenizer.IsSpecial).ToHashSet(),
            Share = Rate,
            Masked = Mask,
            Random = Random,
            WholeWords = WholeWords,
        };

    /// <summary>What is wrong with the shares.</summary>
    public IEnumerable<Problem> Problems()
    {
        if (!(Rate is > 0 and <= 1))
            yield return new Problem($"the mask rate is {Rate}", "", "Give a share above 0 and at most 1.");
        if (!(Mask >= 0 && Random >= 0 && Mask + Random <= 1 + 1e-12))
            yield return new Problem(
                $"{Mask} of the chosen tokens become the mask and {Random} a random one",
                "",
                "Give shares that add up to at most 1."
            );
    }
}
