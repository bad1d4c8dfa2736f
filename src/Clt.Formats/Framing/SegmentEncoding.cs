using Clt.Formats.Tokenization;
using Microsoft.ML.Tokenizers;

namespace Clt.Formats.Framing;

/// <summary>
/// Encodes the segments of an example. Neighbours that are trained alike are one text; a text after another goes on where that ended. What
/// a template wrote is matched for special tokens, what people or models wrote is not.
/// </summary>
public static class SegmentEncoding
{
    /// <summary>The ids of all segments.</summary>
    public static int[] Ids(Tokenizer tokenizer, IReadOnlyList<Segment> segments) => [.. Runs(tokenizer, segments).SelectMany(r => r.Ids)];

    /// <summary>The ids of each run of segments that are trained alike.</summary>
    public static IEnumerable<(bool Train, IReadOnlyList<int> Ids)> Runs(Tokenizer tokenizer, IReadOnlyList<Segment> segments) =>
        tokenizer is HubTokenizer hub
            ? Each(hub, segments, (text, options) => hub.EncodeIds(text, options), ids => ids)
                .Select(r => (r.Run[0].Train, (IReadOnlyList<int>)r.Encoded))
            : Split(segments).Select(run => (run[0].Train, Plain(tokenizer, run)));

    /// <summary>Each run with its tokens and their places in the run's text.</summary>
    public static IEnumerable<(IReadOnlyList<Segment> Run, TokenizedText Encoded)> Texts(
        HubTokenizer tokenizer,
        IReadOnlyList<Segment> segments
    ) => Each(tokenizer, segments, tokenizer.Encode, text => text.Ids);

    /// <summary>Refuses an example that a chat template wrote, for models that read none.</summary>
    internal static void RefuseTemplate(Example example)
    {
        if (!example.IsInTemplate)
            return;
        throw new InputException(
            "the task asks in chat turns, which only decoders read",
            example.Where(),
            "Use a decoder with a chat template, or PromptFormat.Plain."
        );
    }

    /// <summary>Refuses an example whose text is to be spoilt, for models that do not mend texts.</summary>
    internal static void RefuseNoise(Example example)
    {
        if (example.Noise is null)
            return;
        throw new InputException(
            "the task spoils texts and has them mended, which only encoder-decoders do",
            example.Where(),
            "Start from an encoder-decoder, or take LanguageModelling."
        );
    }

    private static IEnumerable<(IReadOnlyList<Segment> Run, T Encoded)> Each<T>(
        HubTokenizer tokenizer,
        IReadOnlyList<Segment> segments,
        Func<string, EncodeOptions, T> encode,
        Func<T, List<int>> ids
    )
    {
        // A text behind an added token begins anew, as it would in one text with it.
        var continues = false;
        foreach (var run in Split(segments))
        {
            var encoded = encode(string.Concat(run.Select(s => s.Text)), Options(run, continues));
            if (ids(encoded) is [.., var last])
                continues = !tokenizer.IsAdded(last);
            yield return (run, encoded);
        }
    }

    private static EncodeOptions Options(IReadOnlyList<Segment> run, bool continues)
    {
        var (plain, at) = (new List<(int, int)>(), 0);
        foreach (var segment in run)
        {
            if (!segment.MatchSpecialTokens)
                plain.Add((at, at + segment.Text.Length));
            at += segment.Text.Length;
        }

        return new EncodeOptions
        {
            MatchSpecialTokens = run.Any(s => s.MatchSpecialTokens),
            PlainRanges = plain,
            Continues = continues,
        };
    }

    private static IEnumerable<IReadOnlyList<Segment>> Split(IReadOnlyList<Segment> segments)
    {
        var run = new List<Segment>();
        foreach (var segment in segments.Where(s => s.Text.Length > 0))
        {
            if (run.Count > 0 && run[0].Train != segment.Train)
            {
                yield return run;
                run = [];
            }

            run.Add(segment);
        }

        if (run.Count > 0)
            yield return run;
    }

    private static IReadOnlyList<int> Plain(Tokenizer tokenizer, IReadOnlyList<Segment> run) =>
        run.Any(s => s.MatchSpecialTokens)
            ? throw new ArgumentException("Templates need a tokenizer that knows its special tokens.", nameof(tokenizer))
            : tokenizer.EncodeToIds(string.Concat(run.Select(s => s.Text)));
}
