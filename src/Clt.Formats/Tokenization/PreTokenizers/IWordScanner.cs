namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>A split pattern that matches at every position, so that text is its words without gaps.</summary>
internal interface IWordScanner
{
    /// <summary>Where the word that starts at <paramref name="start"/> ends; always after it.</summary>
    int End(ReadOnlySpan<char> text, int start);
}
