namespace Clt.Formats.Tokenization.PostProcessors;

/// <summary>trim_offsets of the ByteLevel post-processor: a token's range leaves out the white space at its ends.</summary>
internal static class ByteLevelOffsets
{
    public static void Trim(DetailSink sink, bool prefixSpace)
    {
        for (var i = 0; i < sink.Tokens.Count; i++)
        {
            var token = sink.Tokens[i];
            var (start, end) = sink.Offsets[i];
            var leading = token.TakeWhile(IsSpace).Count();
            var trailing = token.Reverse().TakeWhile(IsSpace).Count();
            if (leading > 0)
            {
                if (prefixSpace && (i == 0 || start == 0))
                    leading--;
                start = Math.Min(start + leading, end);
            }

            if (trailing > 0 && end >= trailing)
                end = Math.Max(end - trailing, start);
            sink.Offsets[i] = (start, end);
        }
    }

    private static bool IsSpace(char c) => c == 'Ġ' || char.IsWhiteSpace(c);
}
