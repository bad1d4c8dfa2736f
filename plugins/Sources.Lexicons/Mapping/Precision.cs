namespace Clt.Plugins.Sources.Lexicons.Mapping;

/// <summary>
/// Precision@1 of a lexicon against a dictionary: the share of words whose first translation is one of the dictionary's. Of words are
/// counted that both have, with a translation that has a vector.
/// </summary>
/// <param name="Right">Words whose first translation is right.</param>
/// <param name="Of">Words that are counted.</param>
internal sealed record Precision(int Right, int Of)
{
    private const double Z = 1.959964;

    public double Value => Of == 0 ? double.NaN : Right / (double)Of;

    /// <summary>Of a lexicon.</summary>
    /// <param name="lexicon">Words with their translations, best first.</param>
    /// <param name="dictionary">Words with all that is right.</param>
    /// <param name="targets">The words that can be found at all.</param>
    public static Precision Against(
        IEnumerable<(string Word, string[] Translations)> lexicon,
        IEnumerable<(string Word, string[] Translations)> dictionary,
        IEnumerable<string> targets
    )
    {
        var (ignoreCase, found) = (StringComparer.OrdinalIgnoreCase, targets.ToHashSet(StringComparer.OrdinalIgnoreCase));
        var right = dictionary
            .GroupBy(e => e.Word, ignoreCase)
            .ToDictionary(g => g.Key, g => g.SelectMany(e => e.Translations).Where(found.Contains).ToHashSet(ignoreCase), ignoreCase);
        var counted = lexicon
            .DistinctBy(e => e.Word, ignoreCase)
            .Where(e => right.TryGetValue(e.Word, out var words) && words.Count > 0)
            .ToList();
        return new Precision(counted.Count(e => right[e.Word].Contains(e.Translations[0])), counted.Count);
    }

    /// <summary>With Wilson's 95 % interval over words.</summary>
    public override string ToString()
    {
        if (Of == 0)
            return "none of its words";
        var (centre, spread) = ((Value + Z * Z / (2 * Of)) / (1 + Z * Z / Of), Z / (1 + Z * Z / Of));
        var half = spread * Math.Sqrt(Value * (1 - Value) / Of + Z * Z / (4.0 * Of * Of));
        return FormattableString.Invariant($"precision@1 {Value:0.000} [{centre - half:0.000}, {centre + half:0.000}] of {Of} words");
    }
}
