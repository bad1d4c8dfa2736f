using System.Text;

namespace Clt.Plugins.Sources.Lexicons.Switching;

/// <summary>
/// Text infilling (Lewis et al. 2020), or with translations its form by code-switching (Zan et al. 2022): words of a span are replaced by
/// translations, those without one stay, and a span of no words is a mask.
/// </summary>
/// <param name="settings">How much is spoilt.</param>
/// <param name="words">Translations; null to replace each span by one mask.</param>
internal sealed class SpanSpoiler(SpanSettings settings, SwitchWords? words)
{
    /// <summary>The spoilt text, and how many of all its words have a translation.</summary>
    public (string Text, int Known) Of(string text, Rng random)
    {
        var found = WordRuns.In().Matches(text);
        if (found.Count == 0)
            return (text, 0);
        string Gap(int word) =>
            text[(found[word].Index + found[word].Length)..(word + 1 < found.Count ? found[word + 1].Index : text.Length)];
        var (spoilt, next) = (new StringBuilder(text[..found[0].Index]), 0);
        foreach (var span in InfillingSpans.Draw(found.Count, settings.Share, settings.Length, random))
        {
            if (span is null)
            {
                spoilt.Append(found[next].Value).Append(Gap(next++));
                continue;
            }

            if (words is null || span == 0)
                Mask(
                    spoilt,
                    span > 0 ? Gap(next + span.Value - 1)
                        : next < found.Count ? " "
                        : ""
                );
            for (var i = 0; i < span && words is not null; i++)
                spoilt
                    .Append(words.Has(found[next + i].Value) ? words.Drawn(found[next + i].Value, random) : found[next + i].Value)
                    .Append(Gap(next + i));
            next += span.Value;
        }

        return (spoilt.ToString(), words is null ? 0 : found.Count(m => words.Has(m.Value)));
    }

    private void Mask(StringBuilder spoilt, string gap)
    {
        if (spoilt.Length > 0 && !char.IsWhiteSpace(spoilt[^1]))
            spoilt.Append(' ');
        spoilt.Append(settings.Mask).Append(gap);
    }
}
