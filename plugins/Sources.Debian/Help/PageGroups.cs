namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>Which pages must stay in one split, since their English shares a title or a longer text.</summary>
internal static class PageGroups
{
    /// <summary>Shorter texts, such as how to open the settings, are in pages on anything.</summary>
    private const int Longer = 200;

    /// <summary>The group of every page: the first id of those that it hangs together with.</summary>
    public static Dictionary<string, string> Of(SortedDictionary<string, PageDraft> pages)
    {
        var parents = pages.Keys.ToDictionary(id => id, StringComparer.Ordinal);
        Dictionary<string, string> first = new(StringComparer.Ordinal);
        foreach (var (id, draft) in pages)
        {
            foreach (var text in draft.Blocks.Select(b => b.Text).Where(t => t.Length >= Longer).Append(draft.Title))
            {
                if (!first.TryAdd(text, id))
                    Join(parents, first[text], id);
            }
        }

        return pages.Keys.ToDictionary(id => id, id => Root(parents, id), StringComparer.Ordinal);
    }

    private static void Join(Dictionary<string, string> parents, string a, string b)
    {
        var (one, other) = (Root(parents, a), Root(parents, b));
        if (string.CompareOrdinal(one, other) < 0)
            parents[other] = one;
        else
            parents[one] = other;
    }

    private static string Root(Dictionary<string, string> parents, string id)
    {
        while (parents[id] != id)
            id = parents[id];
        return id;
    }
}
