namespace Clt.Plugins.Metrics.Labels;

/// <summary>Entities that are well formed in a scheme, as seqeval's strict mode reads them; others are dropped.</summary>
internal static class StrictEntities
{
    /// <exception cref="InputException">A tag has a prefix that the scheme lacks.</exception>
    public static List<Entity> Of(IReadOnlyList<string> tags, TagScheme scheme)
    {
        var rules = SchemeRules.Of(scheme);
        var parsed = tags.Append("O").Select(t => Parse(t, scheme, rules)).ToList();
        var entities = new List<Entity>();
        var before = ('O', "_");
        for (var i = 0; i < parsed.Count; )
        {
            if (SchemeRules.Fits(rules.Start, before, parsed[i]))
            {
                var end = i + 1;
                while (end < parsed.Count && SchemeRules.Fits(rules.Inside, parsed[end - 1], parsed[end]))
                    end++;
                end = Math.Min(end, tags.Count);
                if (SchemeRules.Fits(rules.End, parsed[end - 1], parsed[end]))
                    entities.Add(new Entity(parsed[i].Type, i, end - 1));
                i = end;
            }
            else
            {
                i++;
            }

            before = parsed[i - 1];
        }

        return entities;
    }

    private static (char Prefix, string Type) Parse(string tag, TagScheme scheme, SchemeRules rules)
    {
        if (tag.Length == 0 || !rules.Prefixes.Contains(tag[0]))
        {
            throw new InputException(
                $"the tag '{tag}' has no prefix of the scheme {scheme}",
                "entity tags",
                $"Use the prefixes {string.Join(", ", rules.Prefixes.ToArray())}, or the lenient scheme."
            );
        }

        var type = tag[1..].Trim('-');
        return (tag[0], type.Length > 0 ? type : "_");
    }
}
