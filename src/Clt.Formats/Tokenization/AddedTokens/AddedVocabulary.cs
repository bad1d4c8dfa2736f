using Clt.Formats.Tokenization.Normalizers;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.AddedTokens;

/// <summary>Splits text at its added tokens, in the raw text first and in the normalised rest then.</summary>
internal sealed class AddedVocabulary
{
    private readonly AddedTokenMatcher _raw = new();
    private readonly AddedTokenMatcher _normalized = new();
    private readonly INormalizer? _normalizer;

    public AddedVocabulary(IReadOnlyList<AddedToken> tokens, INormalizer? normalizer)
    {
        Tokens = tokens;
        _normalizer = normalizer;
        foreach (var token in tokens)
        {
            if (!token.Normalized)
                _raw.Add(token, token.Content);
            else
                _normalized.Add(token, Normalize(new AlignedText(token.Content, 0, token.Content.Length)).ToString());
        }
    }

    public IReadOnlyList<AddedToken> Tokens { get; }

    /// <summary>The parts of the text in order: added tokens, and normalised text between them. Empty parts are left out.</summary>
    public void Split(AlignedText text, SpecialMatching matching, List<(AddedToken? Token, AlignedText Text)> parts)
    {
        var matches = new List<(AddedToken, int, int)>();
        var raw = new List<(AddedToken? Token, AlignedText Text)>();
        Cut(_raw, text, matching, matches, raw);
        foreach (var part in raw)
        {
            if (part.Token is null)
                Cut(_normalized, Normalize(part.Text), matching, matches, parts);
            else
                parts.Add(part);
        }
    }

    private AlignedText Normalize(AlignedText text) => _normalizer?.Normalize(text) ?? text;

    private static void Cut(
        AddedTokenMatcher matcher,
        AlignedText text,
        SpecialMatching matching,
        List<(AddedToken Token, int Start, int End)> matches,
        List<(AddedToken?, AlignedText)> parts
    )
    {
        matches.Clear();
        if (!matcher.IsEmpty)
            matcher.Find(text, matching, matches);
        var at = 0;
        foreach (var (token, start, end) in matches)
        {
            if (start > at)
                parts.Add((null, text.Slice(at, start - at)));
            parts.Add((token, text.Slice(start, end - start)));
            at = end;
        }

        if (at < text.Length)
            parts.Add((null, text.Slice(at, text.Length - at)));
    }
}
