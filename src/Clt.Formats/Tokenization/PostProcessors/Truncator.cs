namespace Clt.Formats.Tokenization.PostProcessors;

/// <summary>Truncation as in the tokenizers library: at the right end, by one of three strategies.</summary>
internal static class Truncator
{
    public static void Apply(DetailSink a, DetailSink? b, Truncation truncation, int added)
    {
        var limit = truncation.MaxLength - added;
        if (limit < 0)
            throw Error($"the maximal length {truncation.MaxLength} is less than the {added} special tokens that are added");
        var total = a.Ids.Count + (b?.Ids.Count ?? 0);
        if (limit == 0)
        {
            a.Truncate(0);
            b?.Truncate(0);
        }
        else if (total > limit)
        {
            Cut(a, b, truncation, limit, total - limit);
        }
    }

    private static void Cut(DetailSink a, DetailSink? b, Truncation truncation, int limit, int excess)
    {
        if (truncation.Strategy == TruncationStrategy.LongestFirst)
        {
            var (keepA, keepB) = b is null ? (limit, 0) : Share(a.Ids.Count, b.Ids.Count, limit);
            a.Truncate(keepA);
            b?.Truncate(keepB);
            return;
        }

        var target = truncation.Strategy == TruncationStrategy.OnlyFirst ? a : b;
        if (target is null)
            throw Error("the second text is to be truncated but there is only one");
        if (target.Ids.Count <= excess)
            throw Error($"the text to truncate has {target.Ids.Count} tokens and {excess} would have to go");
        target.Truncate(target.Ids.Count - excess);
    }

    private static (int A, int B) Share(int a, int b, int limit)
    {
        var (shorter, longer) = a <= b ? (a, b) : (b, a);
        longer = shorter > limit ? shorter : Math.Max(shorter, limit - shorter);
        if (shorter + longer > limit)
        {
            shorter = limit / 2;
            longer = shorter + limit % 2;
        }

        return a <= b ? (shorter, longer) : (longer, shorter);
    }

    private static InputException Error(string what) =>
        new($"Truncation failed: {what}", "truncation", "Choose a larger maximal length or the strategy 'longest first'.");
}
