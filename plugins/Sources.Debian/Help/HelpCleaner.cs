using System.Text;

namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>Makes pages of drafts, and leaves out what is not translated.</summary>
/// <remarks>
/// Left out: blocks of a translation that equal an English one of the same page; pages of which no text or less than <see
/// cref="Translated"/> of the bytes remain, or whose English one is not known; lists of steps with an untranslated heading or step, or with
/// another number of steps than in English; of English lists with the same steps all but the first.
/// </remarks>
internal sealed class HelpCleaner
{
    /// <summary>
    /// Share of a page that must differ from English, in UTF-8 bytes, of which the same text takes about as many in every script.
    /// </summary>
    private const double Translated = 0.5;

    private readonly Dictionary<string, HelpPage> _english = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _blocks = new(StringComparer.Ordinal);

    public HelpCleaner(IEnumerable<(string Id, PageDraft Draft)> english)
    {
        var drafts = new SortedDictionary<string, PageDraft>(StringComparer.Ordinal);
        foreach (var (id, draft) in english)
            drafts.TryAdd(id, draft);
        var groups = PageGroups.Of(drafts);
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (var (id, draft) in drafts)
        {
            var text = TextOf(draft.Blocks);
            if (draft.Title.Length == 0 || text.Length == 0)
                continue;
            _blocks[id] = [draft.Title, .. draft.Blocks.Select(b => b.Text)];
            _english[id] = new HelpPage(
                id,
                groups[id],
                draft.Title,
                text,
                [.. HowTos(draft).Where(h => known.Add(string.Join('\n', h.Steps)))]
            );
        }
    }

    /// <summary>The English pages, by id.</summary>
    public IReadOnlyList<HelpPage> English => [.. _english.Values.OrderBy(p => p.Id, StringComparer.Ordinal)];

    /// <summary>A translation's page, or null where it is not translated.</summary>
    public HelpPage? Clean(string id, PageDraft draft)
    {
        if (!_english.TryGetValue(id, out var english) || draft.Title.Length == 0)
            return null;
        var untranslated = _blocks[id];
        var kept = draft.Blocks.Where(b => !untranslated.Contains(b.Text)).ToList();
        var text = TextOf(kept);
        if (text.Length == 0 || Bytes(kept) < Translated * Bytes(draft.Blocks))
            return null;
        var counts = english.HowTos.ToDictionary(h => h.List, h => h.Steps.Count);
        var howTos = HowTos(draft)
            .Where(h =>
                counts.TryGetValue(h.List, out var steps)
                && steps == h.Steps.Count
                && !untranslated.Contains(h.Title)
                && !h.Steps.Any(untranslated.Contains)
            );
        var title = untranslated.Contains(draft.Title) ? "" : draft.Title;
        return new HelpPage(id, english.Group, title, text, [.. howTos]);
    }

    private static int Bytes(IEnumerable<Block> blocks) => blocks.Sum(b => Encoding.UTF8.GetByteCount(b.Text));

    /// <summary>Lists of at least two steps, all of which are the page's own, and of which none goes on somewhere else.</summary>
    private static IEnumerable<HowTo> HowTos(PageDraft draft)
    {
        var heading = draft.Title;
        Dictionary<int, string> headings = [];
        foreach (var block in draft.Blocks)
        {
            if (block.Kind == BlockKind.Heading)
                heading = block.Text;
            else if (block.Kind == BlockKind.Step)
                headings.TryAdd(block.List, heading);
        }

        return draft
            .Blocks.Where(b => b.Kind == BlockKind.Step)
            .GroupBy(b => b.List)
            .Where(l => l.Count() > 1 && l.All(b => b.Text.Length > 0 && b.Text[^1] is not (':' or '：')))
            .Select(l => new HowTo(l.Key, headings[l.Key], [.. l.Select(b => b.Text)]));
    }

    /// <summary>
    /// A block a line; steps with their numbers, items with a dash. A heading with nothing under it (code, say) is left out.
    /// </summary>
    private static string TextOf(IReadOnlyList<Block> blocks)
    {
        var (list, step) = (-1, 0);
        List<string> lines = [];
        foreach (var (block, next) in blocks.Zip(blocks.Skip(1).Append(null)).Where(b => b.First.Text.Length > 0))
        {
            if (block.Kind == BlockKind.Heading && (next is null || next.Kind == BlockKind.Heading))
                continue;
            (list, step) = block.Kind == BlockKind.Step && block.List == list ? (list, step + 1) : (block.List, 1);
            lines.Add(
                block.Kind switch
                {
                    BlockKind.Step => $"{step}. {block.Text}",
                    BlockKind.Item => "- " + block.Text,
                    BlockKind.Heading or BlockKind.Paragraph => block.Text,
                    var other => throw new InvalidOperationException($"There is no kind of block {other}."),
                }
            );
        }

        return string.Join('\n', lines);
    }
}
