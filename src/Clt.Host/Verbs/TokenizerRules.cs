using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Host.Output;

namespace Clt.Host.Verbs;

/// <summary>What a tokenizer's files say beside its vocabulary: the tokens that have names, and what frames a text.</summary>
internal static class TokenizerRules
{
    public static object Json(HubTokenizer tokenizer) =>
        new
        {
            files = tokenizer.FileNames,
            vocabulary = tokenizer.VocabularySize,
            fingerprint = tokenizer.Fingerprint,
            named_tokens = tokenizer.NamedTokens.Select(t => new
            {
                t.Name,
                token = t.Content,
                id = tokenizer.Id(t.Content),
                t.Source,
            }),
            frame = Sides(tokenizer)
                .ToDictionary(
                    s => s.Name,
                    s => new
                    {
                        s.Ids,
                        tokens = s.Ids.Select(tokenizer.Piece),
                        s.Source,
                    }
                ),
        };

    public static void Print(HubTokenizer tokenizer)
    {
        Console.Out.WriteLine($"{string.Join(", ", tokenizer.FileNames)}: {tokenizer.VocabularySize} pieces");
        Console.Out.WriteLine();
        var named = tokenizer.NamedTokens.Select(t => (string[])[t.Name, t.Content, $"{tokenizer.Id(t.Content)}", t.Source]);
        string Tokens(IReadOnlyList<int> ids) => ids.Count == 0 ? "nothing" : string.Join(' ', ids.Select(tokenizer.Piece));
        var sides = Sides(tokenizer).Select(s => (string[])[s.Name.Replace('_', ' '), Tokens(s.Ids), string.Join(' ', s.Ids), s.Source]);
        TextTable.Print(["", "token", "id", "said by"], named.Concat(sides));
    }

    /// <summary>Both sides of a text, and what ends an answer that is trained on where nothing stands after a text.</summary>
    private static IEnumerable<(string Name, IReadOnlyList<int> Ids, string Source)> Sides(HubTokenizer tokenizer)
    {
        var frame = tokenizer.Frame;
        yield return ("before", frame.Before, frame.BeforeSource);
        yield return ("after", frame.After, frame.AfterSource);
        if (frame.After.Count > 0)
            yield break;
        yield return ("after_an_answer", SequenceFrame.Of(tokenizer).After, "eos_token, so that a model learns to stop");
    }
}
