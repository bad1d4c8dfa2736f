using Clt.Formats.Tokenization.Models;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>Reads the "model" of a tokenizer.json.</summary>
internal static class ModelJson
{
    private const int LargestId = 1 << 24;

    /// <returns>The model and the id of its unknown token, where it has one.</returns>
    public static (ISubwordModel Model, int? Unknown) Read(JsonPlace model, bool byteLevel)
    {
        // Old files have no "type" in a BPE model.
        var type = model.Find("type")?.String() ?? (model.Find("merges") is null ? "WordPiece" : "BPE");
        return type switch
        {
            "BPE" => BpeJson.Read(model, byteLevel),
            _ when byteLevel => throw model.Error($"A {type} model over bytes is not known", "Byte-level tokenizers are BPE."),
            "Unigram" => Unigram(model),
            "WordPiece" => WordPiece(model),
            _ => throw model.Error($"The model type '{type}' is not known", "Known are BPE, Unigram and WordPiece."),
        };
    }

    /// <summary>A vocabulary {piece: id}.</summary>
    public static Dictionary<string, int> Vocabulary(JsonPlace vocabulary)
    {
        var ids = new Dictionary<string, int>();
        foreach (var (piece, id) in vocabulary.Members())
        {
            if (id.Int() is < 0 or > LargestId)
                throw id.Error("an id is expected here, at least 0 and below 2^24");
            ids[piece] = id.Int();
        }

        return ids;
    }

    private static (ISubwordModel, int?) Unigram(JsonPlace model)
    {
        var pieces = model.Get("vocab").Items().Select(UnigramPiece).ToList();
        var place = model.Get("unk_id");
        var unknown = place.Int();
        if (unknown < 0 || unknown >= pieces.Count)
            throw place.Error($"the id {unknown} is not in the vocabulary of {pieces.Count}");
        return (new UnigramModel(pieces, new UnigramSettings(unknown) { ByteFallback = model.Bool("byte_fallback", false) }), unknown);
    }

    private static UnigramPiece UnigramPiece(JsonPlace piece)
    {
        var items = piece.Items().ToList();
        return items.Count == 2
            ? new UnigramPiece(items[0].String(), items[1].Double())
            : throw piece.Error("a piece and its score are expected here");
    }

    private static (ISubwordModel, int?) WordPiece(JsonPlace model)
    {
        var vocabulary = Vocabulary(model.Get("vocab"));
        var token = model.Get("unk_token");
        if (!vocabulary.TryGetValue(token.String(), out var unknown))
            throw token.Error($"the vocabulary lacks '{token.String()}'");
        var prefix = model.String("continuing_subword_prefix", "##");
        return (new WordPieceModel(vocabulary, unknown, prefix, model.Find("max_input_chars_per_word")?.Int() ?? 100), unknown);
    }
}
