using System.Globalization;
using Clt.Formats.Tokenization.Loading;

namespace Clt.Formats.Tokenization.SentencePiece.Layouts;

/// <summary>The layouts that are known.</summary>
internal static class PieceLayouts
{
    private const int MostExtraIds = 10_000;
    private static readonly string[] Fairseq = ["<s>", "<pad>", "</s>", "<unk>"];
    private static readonly SpecialRoles Masked = new("<s>", "</s>", "<pad>", "<mask>", "<unk>");

    private static readonly PieceLayout[] Known =
    [
        new("XLMRobertaTokenizer", "<s> A </s>", "<s> A </s> </s> B </s>")
        {
            Head = Fairseq,
            Dropped = 3,
            Tail = _ => ["<mask>"],
            Roles = Masked,
        },
        new("MBartTokenizer", "A </s> LANG", "A B </s> LANG")
        {
            Head = Fairseq,
            Dropped = 3,
            Tail = _ => [.. LanguageCodes.MBart, "<mask>"],
            Roles = Masked,
        },
        new("MBart50Tokenizer", "LANG A </s>", "LANG A B </s>")
        {
            Head = Fairseq,
            Dropped = 3,
            Tail = _ => [.. LanguageCodes.MBart50, "<mask>"],
            Roles = Masked,
        },
        new("XGLMTokenizer", "</s> A", "</s> A </s> </s> B")
        {
            Head = Fairseq,
            Dropped = 3,
            Tail = _ => Enumerable.Range(0, 7).Select(i => $"<madeupword{i}>"),
        },
        new("CamembertTokenizer", "<s> A </s>", "<s> A </s> </s> B </s>")
        {
            Head = ["<s>NOTUSED", "<pad>", "</s>NOTUSED", "<unk>", "<unk>NOTUSED"],
            Dropped = 1,
            Tail = _ => ["<mask>"],
            Roles = Masked,
        },
        new("T5Tokenizer", "A </s>", "A </s> B </s>") { Tail = ExtraIds, Roles = new SpecialRoles(null, "</s>", "<pad>", null, "<unk>") },
        new("LlamaTokenizer", "<s> A", "<s> A <s> B") { ByteFallback = true, Roles = new SpecialRoles("<s>", "</s>", null, null, "<unk>") },
        new("GemmaTokenizer", "<bos> A", "<bos> A <bos> B")
        {
            ByteFallback = true,
            Roles = new SpecialRoles("<bos>", "<eos>", "<pad>", null, "<unk>"),
        },
        new("PreTrainedTokenizer", "A", "A B") { ByteFallback = true, Roles = new SpecialRoles() },
    ];

    /// <summary>Other names of the same classes, and the kinds of models in config.json that they are the default of.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["MT5Tokenizer"] = "T5Tokenizer",
        ["TokenizersBackend"] = "PreTrainedTokenizer",
        ["xlm-roberta"] = "XLMRobertaTokenizer",
        ["mbart"] = "MBartTokenizer",
        ["xglm"] = "XGLMTokenizer",
        ["camembert"] = "CamembertTokenizer",
        ["t5"] = "T5Tokenizer",
        ["mt5"] = "T5Tokenizer",
        ["llama"] = "LlamaTokenizer",
        ["mistral"] = "LlamaTokenizer",
        ["gemma"] = "GemmaTokenizer",
        ["gemma2"] = "GemmaTokenizer",
        ["gemma3"] = "GemmaTokenizer",
        ["gemma3_text"] = "GemmaTokenizer",
    };

    /// <summary>The layout of the class that the files beside a model name; null where there are none.</summary>
    /// <exception cref="InputException">They name a class that is not known.</exception>
    public static PieceLayout? Find(TokenizerClass? named)
    {
        if (named is null)
            return null;
        var name = named.Name.EndsWith("Fast", StringComparison.Ordinal) ? named.Name[..^4] : named.Name;
        name = Names.GetValueOrDefault(name, name);
        return Known.FirstOrDefault(k => k.Class == name)
            ?? throw new InputException(
                $"the folder has a sentencepiece model and no tokenizer.json, and what '{named.Name}' makes of it is not known",
                named.Where,
                Suggest.DidYouMean(
                    name,
                    Known.Select(k => k.Class),
                    "Put the model's tokenizer.json there, as transformers' save_pretrained writes it."
                )
            );
    }

    private static IEnumerable<string> ExtraIds(SideFiles files)
    {
        var place = files.Configuration?.Find("extra_ids");
        var count = place?.Int() ?? 100;
        if (count is < 0 or > MostExtraIds)
            throw place!.Value.Error($"a number of extra ids from 0 to {MostExtraIds} is expected here");
        return Enumerable.Range(0, count).Reverse().Select(i => string.Create(CultureInfo.InvariantCulture, $"<extra_id_{i}>"));
    }
}
