using Clt.Formats.Tokenization.PreTokenizers;

namespace Clt.Formats.Tokenization.Tiktoken;

/// <summary>What a rank file does not say: the split pattern and the special tokens of its encoding.</summary>
internal sealed record TiktokenEncoding(string Name, string Pattern, IReadOnlyList<(string Token, int Id)> Special)
{
    private const string Llama3File = "tokenizer.model";
    private const int Llama3Ranks = 128_000;
    private const int Llama3Special = 256;

    /// <summary>The named ones of Llama 3.1 and later among the 256; the others are reserved (tokenizer.json of Llama 3.1).</summary>
    private static readonly Dictionary<int, string> Llama3Names = new()
    {
        [0] = "<|begin_of_text|>",
        [1] = "<|end_of_text|>",
        [4] = "<|finetune_right_pad_id|>",
        [6] = "<|start_header_id|>",
        [7] = "<|end_header_id|>",
        [8] = "<|eom_id|>",
        [9] = "<|eot_id|>",
        [10] = "<|python_tag|>",
    };

    private static readonly TiktokenEncoding[] Known =
    [
        new(
            "cl100k_base",
            Llama3Scanner.Cl100K,
            [
                ("<|endoftext|>", 100257),
                ("<|fim_prefix|>", 100258),
                ("<|fim_middle|>", 100259),
                ("<|fim_suffix|>", 100260),
                ("<|endofprompt|>", 100276),
            ]
        ),
        new("o200k_base", O200KScanner.Pattern, [("<|endoftext|>", 199999), ("<|endofprompt|>", 200018)]),
        new("p50k_base", Gpt2Scanner.Pattern, [("<|endoftext|>", 50256)]),
        new("r50k_base", Gpt2Scanner.Pattern, [("<|endoftext|>", 50256)]),
    ];

    /// <summary>The tokens that have a part.</summary>
    public SpecialRoles Roles { get; private init; } = new(End: Special[0].Token);

    /// <summary>The encoding that a file is named after; Llama 3's by the name and number of ranks that it has everywhere.</summary>
    /// <param name="file">The file.</param>
    /// <param name="content">What is in it: a rank a line.</param>
    public static TiktokenEncoding Find(string file, ReadOnlySpan<byte> content)
    {
        var ranks = content.TrimEnd((byte)'\n').Count((byte)'\n') + 1;
        if (Path.GetFileName(file) == Llama3File && ranks == Llama3Ranks)
            return Llama3();
        var name = Path.GetFileNameWithoutExtension(file);
        var names = Known.Select(k => k.Name);
        return Known.FirstOrDefault(k => k.Name == name)
            ?? throw new InputException(
                $"A rank file has no split pattern in it and '{name}' is no known encoding",
                file,
                Suggest.DidYouMean(name, names, $"Name the file after its encoding: {string.Join(", ", names)}.")
            );
    }

    private static TiktokenEncoding Llama3()
    {
        var (special, reserved) = (new List<(string, int)>(), 0);
        for (var i = 0; i < Llama3Special; i++)
            special.Add((Llama3Names.GetValueOrDefault(i) ?? $"<|reserved_special_token_{reserved++}|>", Llama3Ranks + i));
        return new TiktokenEncoding("llama3", Llama3Scanner.Pattern3, special)
        {
            Roles = new SpecialRoles("<|begin_of_text|>", "<|end_of_text|>"),
        };
    }
}
