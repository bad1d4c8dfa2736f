namespace Clt.Formats.Tokenization.PostProcessors;

/// <summary>Truncates one text or a pair, trims offsets, and puts the template's special tokens around.</summary>
internal static class Assembly
{
    public static TokenizedText Of(DetailSink a, DetailSink? b, PostProcessor post, EncodeOptions options, Func<int, string?> piece)
    {
        if (options.Truncation is { } truncation)
            Truncator.Apply(a, b, truncation, options.AddSpecialTokens ? post.AddedCount(b is not null) : 0);
        if (post.TrimOffsets)
        {
            ByteLevelOffsets.Trim(a, post.PrefixSpace);
            if (b is not null)
                ByteLevelOffsets.Trim(b, post.PrefixSpace);
        }

        var text = new TokenizedText();
        foreach (var part in b is null ? post.Single : post.Pair)
        {
            if (part.IsSequence)
                AddSequence(part.Sequence == 0 ? a : b!, part, text);
            else if (options.AddSpecialTokens)
                AddSpecial(part, text, piece);
        }

        return text;
    }

    private static void AddSequence(DetailSink sink, TemplatePiece part, TokenizedText text)
    {
        for (var i = 0; i < sink.Ids.Count; i++)
            text.Add(sink.Ids[i], sink.Tokens[i], sink.Offsets[i], sink.Words[i], part.Sequence, part.TypeId);
    }

    private static void AddSpecial(TemplatePiece part, TokenizedText text, Func<int, string?> piece)
    {
        foreach (var id in part.Ids)
            text.Add(id, piece(id) ?? "", (0, 0), null, null, part.TypeId);
    }
}
