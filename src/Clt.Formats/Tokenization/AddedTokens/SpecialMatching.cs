namespace Clt.Formats.Tokenization.AddedTokens;

/// <summary>Whether special tokens are found in a text, and the ranges of the original text in which they are not.</summary>
/// <param name="Enabled">Whether any is found.</param>
/// <param name="Plain">Ranges in UTF-16 units, half-open, in order: no special token overlaps one.</param>
internal readonly record struct SpecialMatching(bool Enabled, IReadOnlyList<(int Start, int End)> Plain)
{
    /// <summary>Whether text is left that must not become a special token by way of the vocabulary.</summary>
    public bool Guards => !Enabled || Plain.Count > 0;

    /// <summary>Whether a special token may stand for a range of the original text.</summary>
    public bool Allows((int Start, int End) range)
    {
        foreach (var (start, end) in Plain)
        {
            if (start >= range.End)
                return true;
            if (end > range.Start)
                return false;
        }

        return true;
    }
}
