using Clt.Engine.Tokenization.PreTokenizers;

namespace Clt.Engine.Tokenization.Tiktoken;

/// <summary>What a rank file does not say: the split pattern and the special tokens of its encoding.</summary>
internal sealed record TiktokenEncoding(string Name, string Pattern, IReadOnlyList<(string Token, int Id)> Special)
{
    private static readonly TiktokenEncoding[] Known =
    [
        new("cl100k_base", Llama3Scanner.Cl100K,
        [
            ("<|endoftext|>", 100257), ("<|fim_prefix|>", 100258), ("<|fim_middle|>", 100259), ("<|fim_suffix|>", 100260),
            ("<|endofprompt|>", 100276),
        ]),
        new("o200k_base", O200KScanner.Pattern, [("<|endoftext|>", 199999), ("<|endofprompt|>", 200018)]),
        new("p50k_base", Gpt2Scanner.Pattern, [("<|endoftext|>", 50256)]),
        new("r50k_base", Gpt2Scanner.Pattern, [("<|endoftext|>", 50256)]),
    ];

    /// <summary>The encoding that a file is named after.</summary>
    public static TiktokenEncoding Find(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var names = Known.Select(k => k.Name);
        return Known.FirstOrDefault(k => k.Name == name) ?? throw new InputException(
            $"A rank file has no split pattern in it and '{name}' is no known encoding", file,
            Suggest.DidYouMean(name, names, $"Name the file after its encoding: {string.Join(", ", names)}."));
    }
}
