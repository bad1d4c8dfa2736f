using Clt.Formats.Tokenization.AddedTokens;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>Puts together what a tokenizer's own file and the files beside it say of added and special tokens.</summary>
internal static class SpecialTokensOfFiles
{
    private const string Mend = "Mend one of the two.";

    /// <summary>The parts with all added tokens, the named ones and the frame that the flags of the configuration ask for.</summary>
    /// <exception cref="InputException">The files contradict each other, or name a token that the vocabulary lacks: all such are
    /// listed.</exception>
    public static TokenizerParts Add(TokenizerParts parts, SideFiles files)
    {
        var control = parts.ControlIds.Select(id => parts.Model.Pieces[id]).OfType<string>();
        var special = parts.AddedTokens.Where(t => t.Special).Select(t => t.Content).Concat(control).ToHashSet();
        var named = NamedTokensJson.Read(files, parts.Roles, parts.Source, special);
        var extra = AddedTokensJson.Extra(files).ToList();
        // What the tokenizer's own file names it treats as it does: sentencepiece never finds its control pieces in text.
        var wanted = named.Where(t => t.IsOfFilesBeside).Select(t => t.Content).Concat(extra.Select(e => e.String())).ToHashSet();
        var ids = Ids(parts);
        var problems = new List<Problem>();
        var added = Merge(parts.AddedTokens, AddedTokensJson.Read(files, wanted), ids, problems);
        problems.AddRange(NamedTokensJson.Missing(named, ids.ContainsKey));
        problems.AddRange(
            extra
                .Where(e => !ids.ContainsKey(e.String()))
                .Select(e =>
                    e.Problem(
                        $"the special token '{e.String()}' is not in the vocabulary",
                        "Add it to the tokenizer's added tokens, or leave it out."
                    )
                )
        );
        if (problems.Count > 0)
            throw new InputException(problems);
        var contents = added.Select(t => t.Content).ToHashSet();
        added.AddRange(
            wanted
                .Where(w => ids.ContainsKey(w) && !contents.Contains(w))
                .Select(w => new AddedToken(ids[w], w) { Special = true, Normalized = false })
        );
        return FrameFlags.Apply(parts with { AddedTokens = added, Named = named }, files.Configuration, ids);
    }

    private static Dictionary<string, int> Ids(TokenizerParts parts)
    {
        var ids = new Dictionary<string, int>();
        for (var id = 0; id < parts.Model.Pieces.Count; id++)
        {
            if (parts.Model.Pieces[id] is { } piece)
                ids.TryAdd(piece, id);
        }

        foreach (var token in parts.AddedTokens)
            ids[token.Content] = token.Id;
        return ids;
    }

    /// <summary>Those of the own file, and those of the files beside that it lacks.</summary>
    private static List<AddedToken> Merge(
        IReadOnlyList<AddedToken> own,
        IEnumerable<(AddedToken Token, JsonPlace Place)> beside,
        Dictionary<string, int> ids,
        List<Problem> problems
    )
    {
        var all = own.ToList();
        var contents = own.Select(t => t.Content).ToHashSet();
        var taken = ids.GroupBy(i => i.Value).ToDictionary(g => g.Key, g => g.First().Key);
        foreach (var (token, place) in beside)
        {
            if (ids.TryGetValue(token.Content, out var id) && id != token.Id)
            {
                problems.Add(
                    place.Problem($"the token '{token.Content}' has the id {token.Id} here, but {id} in the tokenizer's own file", Mend)
                );
            }
            else if (taken.TryGetValue(token.Id, out var other) && other != token.Content)
            {
                problems.Add(
                    place.Problem($"the id {token.Id} is '{token.Content}' here, but '{other}' in the tokenizer's own file", Mend)
                );
            }
            else if (contents.Add(token.Content))
            {
                all.Add(token);
                (ids[token.Content], taken[token.Id]) = (token.Id, token.Content);
            }
        }

        return all;
    }
}
