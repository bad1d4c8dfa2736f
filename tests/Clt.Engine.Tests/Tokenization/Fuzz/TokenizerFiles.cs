using System.Text;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Tests.Tokenization.Fuzz;

/// <summary>A small tokenizer.json of each kind, with most of the parts that the format knows.</summary>
internal static class TokenizerFiles
{
    private const string Bpe = """
        {"added_tokens": [{"id": 3, "content": "<s>", "special": true, "lstrip": true}], "normalizer": {"type": "Sequence", "normalizers":
           [{"type": "NFKC"}, {"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
         "pre_tokenizer": null,
         "decoder": {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
         {"type": "ByteFallback"},
           {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
         "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}},
         {"Sequence": {"id": "A", "type_id": 0}}],
           "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
           "special_tokens": {"<s>": {"ids": [3], "tokens": ["<s>"]}}},
         "model": {"type": "BPE", "vocab": {"▁": 0, "a": 1, "▁a": 2, "<unk>": 4, "<0x62>": 5, "b": 6, "ab": 7}, "merges": [["▁", "a"],
         "a b"],
           "unk_token": "<unk>", "fuse_unk": true, "byte_fallback": true, "dropout": null}}
        """;

    private const string Unigram = """
        {"added_tokens": [{"id": 5, "content": "<mask>", "special": true, "single_word": true}], "normalizer": {"type": "Strip",
        "strip_left": true, "strip_right": true},
         "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, {"type": "Metaspace", "replacement": "▁",
         "prepend_scheme": "always"}]},
         "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"}, "post_processor": null,
         "model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["▁", -2.5], ["a", -3.0], ["▁a", -3.5], ["b", -4.25]],
         "byte_fallback": false}}
        """;

    private const string WordPiece = """
        {"added_tokens": [{"id": 0, "content": "[UNK]", "special": true}], "normalizer": {"type": "BertNormalizer", "clean_text": true,
           "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
         "pre_tokenizer": {"type": "BertPreTokenizer"}, "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
         "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]},
         "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 20,
           "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "a": 3, "##b": 4, "##a": 5}}}
        """;

    private static readonly string ByteLevel = Trained();

    public static IReadOnlyList<(string Kind, string Json)> All { get; } =
    [("BPE", Bpe), ("Unigram", Unigram), ("WordPiece", WordPiece), ("byte-level BPE", ByteLevel)];

    public static string Of(string kind) => All.Single(f => f.Kind == kind).Json;

    private static string Trained()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            BpeTrainer.Train(["abab cdcd ab, 12 ab"], 262, ["<s>"]).Save(folder);
            return File.ReadAllText(Path.Combine(folder, "tokenizer.json"), Encoding.UTF8);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
