namespace Clt.Formats.Tokenization.Decoders;

/// <summary>
/// Joins continuing pieces to the word and words by spaces; clean-up takes back spaces before punctuation and English contractions.
/// </summary>
internal sealed class WordPieceDecoder(string prefix, bool cleanUp) : IDecoder
{
    private static readonly (string From, string To)[] CleanUps =
    [
        (" .", "."),
        (" ?", "?"),
        (" !", "!"),
        (" ,", ","),
        (" ' ", "'"),
        (" n't", "n't"),
        (" 'm", "'m"),
        (" do not", " don't"),
        (" 's", "'s"),
        (" 've", "'ve"),
        (" 're", "'re"),
    ];

    public List<string> Decode(List<string> tokens) => tokens.Select((token, i) => Clean(i == 0 ? token : Join(token))).ToList();

    private string Join(string token) => token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : " " + token;

    private string Clean(string token) =>
        !cleanUp ? token : CleanUps.Aggregate(token, (text, rule) => text.Replace(rule.From, rule.To, StringComparison.Ordinal));
}
