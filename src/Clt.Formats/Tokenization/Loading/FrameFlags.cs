using Clt.Formats.Tokenization.PostProcessors;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>
/// What frames a text: the post-processor, with its beginning or end token added or taken away where <c>add_bos_token</c> or
/// <c>add_eos_token</c> of tokenizer_config.json says so. Nothing else.
/// </summary>
/// <remarks>As Llama's tokenizers in transformers 4: a flag that stands there holds; without one the post-processor holds.</remarks>
internal static class FrameFlags
{
    /// <exception cref="InputException">A flag asks for a token that the tokenizer does not name.</exception>
    public static TokenizerParts Apply(TokenizerParts parts, JsonPlace? configuration, IReadOnlyDictionary<string, int> ids)
    {
        var (post, isTemplate) = (parts.PostProcessor, parts.PostProcessor.AddedCount(pair: false) > 0);
        var source = isTemplate ? parts.FrameSource : $"{parts.FrameSource}, which adds none";
        var (begin, end) = (source, source);
        if (Flag("add_bos_token", "bos_token", post.Before) is var (bos, addBegin, beginSource))
        {
            post = post with { Single = At(post.Single, bos, addBegin, before: true), Pair = At(post.Pair, bos, addBegin, before: true) };
            begin = beginSource;
        }

        if (Flag("add_eos_token", "eos_token", post.After) is var (eos, addEnd, endSource))
        {
            post = post with { Single = At(post.Single, eos, addEnd, before: false), Pair = At(post.Pair, eos, addEnd, before: false) };
            end = endSource;
        }

        return parts with
        {
            PostProcessor = post,
            Frame = new TokenizerFrame(post.Before, begin, post.After, end, isTemplate),
        };

        // Null where there is no flag, or it says what the post-processor does anyway.
        (int Id, bool Add, string Source)? Flag(string name, string role, IReadOnlyList<int> there)
        {
            if (configuration?.Find(name) is not { } place)
                return null;
            var add = place.Bool();
            var token = parts.Named.FirstOrDefault(t => t.Name == role);
            if (token is null && !add)
                return null;
            if (token is null)
                throw place.Error($"{name} is true, but no {role} is named", $"Name {role}, or set {name} to false.");
            var id = ids[token.Content];
            return there.Contains(id) == add ? null : (id, add, $"{name} in {place.File}");
        }
    }

    /// <summary>A template with a token put before (or after) each text, or taken away there.</summary>
    private static List<TemplatePiece> At(IReadOnlyList<TemplatePiece> template, int id, bool add, bool before)
    {
        if (!add)
            return [.. template.Select(p => p.IsSequence ? p : p with { Ids = [.. p.Ids.Where(i => i != id)] })];
        var pieces = new List<TemplatePiece>();
        foreach (var piece in template)
        {
            var token = new TemplatePiece(-1, [id], piece.TypeId);
            if (piece.IsSequence && before)
                pieces.Add(token);
            pieces.Add(piece);
            if (piece.IsSequence && !before)
                pieces.Add(token);
        }

        return pieces;
    }
}
