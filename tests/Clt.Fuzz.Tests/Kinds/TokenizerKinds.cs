using System.Text;
using Clt.Engine.Tests.Tokenization.Fuzz;
using Clt.Formats.TensorBoard;
using Clt.Formats.Tokenization;

namespace Clt.Fuzz.Tests.Kinds;

/// <summary>Tokenizers' files, each used on texts once it is read.</summary>
internal static class TokenizerKinds
{
    private static readonly string[] Texts = ["", "ab a b", " a  <s> <mask> b ", "é漢字🎉", "a\ud800b", "\u0000\u0001\r\n"];

    private const string Configuration = """
        {"bos_token": "<s>", "eos_token": {"content": "</s>"}, "add_bos_token": true, "model_max_length": 64,
         "added_tokens_decoder": {"1": {"content": "<s>", "special": true}, "2": {"content": "</s>", "special": true, "lstrip": false}}}
        """;

    public static FuzzKind Json() =>
        new(
            "tokenizer.json",
            [.. TokenizerFiles.All.Select(f => Files(("tokenizer.json", Encoding.UTF8.GetBytes(f.Json))))],
            _ => true,
            folder => Use(TokenizerLoader.Load(folder))
        );

    public static FuzzKind SentencePiece() =>
        new(
            "sentencepiece",
            [
                Files(("tokenizer.model", Pieces(bpe: true)), ("tokenizer_config.json", Encoding.UTF8.GetBytes(Configuration))),
                Files(("spiece.model", Pieces(bpe: false))),
            ],
            _ => true,
            folder => Use(TokenizerLoader.Load(folder))
        );

    public static FuzzKind Tiktoken()
    {
        var ranks = Enumerable
            .Range(0, 256)
            .Select(b => ((byte[])[(byte)b], b))
            .Append(("ab"u8.ToArray(), 256))
            .Append((" a"u8.ToArray(), 257));
        var text = string.Join('\n', ranks.Select(r => $"{Convert.ToBase64String(r.Item1)} {r.Item2}")) + "\n";
        return FuzzKind.OfFile("tiktoken", "r50k_base.tiktoken", [text], path => Use(TokenizerLoader.Load(path)));
    }

    public static FuzzKind Vocabulary() =>
        new(
            "vocab.txt",
            [
                Files(
                    ("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\n##a\n##b\n漢\n"u8.ToArray()),
                    ("tokenizer_config.json", "{\"do_lower_case\": true, \"tokenizer_class\": \"BertTokenizer\"}"u8.ToArray())
                ),
            ],
            _ => true,
            folder => Use(TokenizerLoader.Load(folder))
        );

    public static void Use(HubTokenizer tokenizer)
    {
        foreach (var text in Texts)
        {
            var ids = tokenizer.EncodeIds(text);
            if (ids.Any(id => id < 0 || id >= tokenizer.VocabularySize))
                throw new InvalidOperationException($"an id of '{text}' is out of range: {string.Join(' ', ids)}");
            tokenizer.Decode(ids);
            var whole = tokenizer.Encode(text, new EncodeOptions { AddSpecialTokens = true, MatchSpecialTokens = true });
            if (whole.Offsets.Any(o => o.Start > o.End || o.End > text.Length))
                throw new InvalidOperationException($"an offset of '{text}' is out of range");
        }
    }

    /// <summary>A sentencepiece model of a few pieces (sentencepiece_model.proto).</summary>
    private static byte[] Pieces(bool bpe)
    {
        (string Text, float Score, ulong Kind)[] pieces =
        [
            ("<unk>", 0, 2),
            ("<s>", 0, 3),
            ("</s>", 0, 3),
            ("<0x61>", 0, 6),
            ("▁", -1, 1),
            ("a", -2, 1),
            ("b", -3, 1),
            ("▁a", -1.5f, 1),
            ("ab", -2.5f, 1),
            ("漢", -4, 4),
        ];
        var file = new ProtoWriter();
        foreach (var piece in pieces)
            file.Message(1, new ProtoWriter().Text(1, piece.Text).Float(2, piece.Score).Varint(3, piece.Kind));
        var trainer = new ProtoWriter().Varint(3, bpe ? 2u : 1u).Varint(35, bpe ? 1u : 0u).Text(44, " ⁇ ").Text(46, "<s>").Text(47, "</s>");
        var normalizer = new ProtoWriter().Text(1, "identity").Varint(3, 1).Varint(4, 1).Varint(5, 1);
        return file.Message(2, trainer).Message(3, normalizer).ToArray();
    }

    private static Dictionary<string, byte[]> Files(params (string Name, byte[] Content)[] files) =>
        files.ToDictionary(f => f.Name, f => f.Content);
}
