using System.Text;
using Clt.Formats.Tokenization.AddedTokens;
using Clt.Formats.Tokenization.Decoders;
using Clt.Formats.Tokenization.Models;
using Clt.Formats.Tokenization.Normalizers;
using Clt.Formats.Tokenization.PostProcessors;
using Clt.Formats.Tokenization.PreTokenizers;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>Makes a BERT tokenizer of vocab.txt (a piece a line) and the switches of tokenizer_config.json.</summary>
internal static class VocabularyText
{
    private static readonly string[] Special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    public static TokenizerParts Read(byte[] content, JsonPlace? configuration, string file)
    {
        var lines = Encoding.UTF8.GetString(content).TrimEnd('\n').Split('\n');
        var vocabulary = new Dictionary<string, int>();
        for (var id = 0; id < lines.Length; id++)
            vocabulary[lines[id].TrimEnd('\r')] = id;
        foreach (var name in new[] { "[UNK]", "[CLS]", "[SEP]" })
        {
            if (!vocabulary.ContainsKey(name))
                throw new InputException($"The vocabulary lacks {name}", file, "Give the vocab.txt of a BERT model.");
        }

        var lowercase = configuration?.Bool("do_lower_case", true) ?? true;
        var accents = configuration?.Bool("strip_accents", lowercase) ?? lowercase;
        var chinese = configuration?.Bool("tokenize_chinese_chars", true) ?? true;
        TemplatePiece begin = new(-1, [vocabulary["[CLS]"]], 0),
            end = new(-1, [vocabulary["[SEP]"]], 0),
            first = new(0, [], 0);
        return new TokenizerParts(new WordPieceModel(vocabulary, vocabulary["[UNK]"], "##", 100))
        {
            Normalizer = new BertNormalizer(true, chinese, accents, lowercase),
            PreTokenizer = CharacterSplits.Bert,
            AddedTokens = Special.Where(vocabulary.ContainsKey).Select(s => new AddedToken(vocabulary[s], s) { Special = true }).ToList(),
            PostProcessor = new PostProcessor(
                [begin, first, end],
                [begin, first, end, new TemplatePiece(1, [], 1), end with { TypeId = 1 }]
            ),
            Decoder = new WordPieceDecoder("##", cleanUp: true),
            UnknownId = vocabulary["[UNK]"],
            Source = Path.GetFileName(file),
            FrameSource = "the rule of BERT's vocab.txt",
            Files = new Dictionary<string, byte[]> { [Path.GetFileName(file)] = content },
        };
    }
}
