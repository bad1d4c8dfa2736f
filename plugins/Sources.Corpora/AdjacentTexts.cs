namespace Clt.Plugins.Sources.Corpora;

/// <summary>
/// Two adjacent segments of a text as a pair, what stands in for a translation where there is none (Luo et al. 2021, arXiv 2010.16046,
/// section 3.2): fields <c>text</c> and <c>translation</c>, both of one language.
/// </summary>
/// <remarks>
/// A text is cut at the end of the line nearest its middle; one without, behind a sentence, else at a space, else anywhere between two
/// characters. Texts of fewer than two characters are left out.
/// </remarks>
/// <param name="source">Its records have the field.</param>
/// <param name="field">The field that holds a text.</param>
internal sealed class AdjacentTexts(ISource source, string field) : ISource
{
    private static readonly Func<string, int, bool>[] Ends =
    [
        (text, i) => text[i - 1] == '\n',
        (text, i) =>
            text[i - 1] is '。' or '!' or '?' || (char.IsWhiteSpace(text[i - 1]) && i > 1 && text[i - 2] is '.' or '!' or '?' or '।'),
        (text, i) => char.IsWhiteSpace(text[i - 1]),
        (text, i) => !char.IsLowSurrogate(text[i]),
    ];

    public SourceInfo Info { get; } =
        new(
            $"adjacent {source.Info.Name}",
            $"adjacent segments of {source.Info.Name}",
            source.Info.Languages,
            new Dictionary<string, string>(source.Info.Settings) { ["field"] = field }
        );

    public string Fingerprint(SourceContext context) => source.Fingerprint(context);

    public IEnumerable<Record> Read(SourceRequest request)
    {
        foreach (var record in source.Read(request))
        {
            var text = record[field].Trim();
            if (Middle(text) is not { } cut)
                continue;
            yield return new Record(
                record.ItemId,
                record.Language,
                new Dictionary<string, string> { ["text"] = text[..cut].TrimEnd(), ["translation"] = text[cut..].TrimStart() }
            );
        }
    }

    /// <summary>Where it is cut, so that neither half is empty; null where it cannot be.</summary>
    private static int? Middle(string text)
    {
        foreach (var ends in Ends)
        {
            var cuts = Enumerable.Range(1, Math.Max(0, text.Length - 1)).Where(i => ends(text, i)).ToList();
            if (cuts.Count > 0)
                return cuts.MinBy(i => Math.Abs((2 * i) - text.Length));
        }

        return null;
    }
}
