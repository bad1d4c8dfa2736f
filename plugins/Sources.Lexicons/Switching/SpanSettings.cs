using System.Globalization;

namespace Clt.Plugins.Sources.Lexicons.Switching;

/// <summary>How spans of a text are spoilt.</summary>
/// <param name="Share">Share of the words that fall into spans, from 0 to 1.</param>
/// <param name="Length">Mean length of a span in words, from 0.5 to 100.</param>
/// <param name="Translations">Most translations of a word; one is drawn among the first.</param>
/// <param name="Mask">What stands for a hidden span.</param>
/// <param name="Field">The field that holds a text.</param>
/// <param name="Seed">Of all that is drawn.</param>
internal sealed record SpanSettings(double Share, double Length, int Translations, string Mask, string Field, Seed Seed)
{
    private const string Where = "SpoiltSpans";

    /// <summary>Numbers that are out of range.</summary>
    public void Check(Problems problems)
    {
        problems.Check(Share is > 0 and <= 1, $"share is {Share}", Where, "Give a share of the words, above 0 and at most 1.");
        problems.Check(Length is >= 0.5 and <= 100, $"length is {Length}", Where, "Give a mean number of words, from 0.5 to 100.");
        problems.Check(Translations >= 1, $"translations is {Translations}", Where, "Allow at least one.");
        problems.Check(Mask.Trim().Length > 0, "the mask is empty", Where, "Give the text of the tokenizer's mask, such as \"<mask>\".");
    }

    /// <summary>Canonical.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"v1 share {Share:R}, length {Length:R}, {Translations} translations, mask {Mask}, field {Field}, seed {Seed.Value}"
        );
}
