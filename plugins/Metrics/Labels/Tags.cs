namespace Clt.Plugins.Metrics.Labels;

/// <summary>Tags of a text, with white space between.</summary>
internal static class Tags
{
    /// <exception cref="InputException">There is no reference.</exception>
    public static string ReferenceText(Prediction prediction, string metric) =>
        prediction.References.Count > 0
            ? prediction.References[0]
            : throw new InputException(
                "there is no reference",
                $"metric {metric}, item {prediction.ItemId} ({prediction.Language.Code})",
                "Give the gold tags as the reference."
            );

    /// <summary>So many tags of an output: missing ones are O, surplus ones are cut.</summary>
    public static IReadOnlyList<string> Fitted(string output, int length)
    {
        var tags = Split(output);
        return [.. Enumerable.Range(0, length).Select(i => i < tags.Length ? tags[i] : "O")];
    }

    public static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Takes the first tag off a text; empty at its end.</summary>
    public static ReadOnlySpan<char> Next(scoped ref ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        var tag = text[start..end];
        text = text[end..];
        return tag;
    }
}
