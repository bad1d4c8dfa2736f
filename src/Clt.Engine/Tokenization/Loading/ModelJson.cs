using Clt.Engine.Tokenization.Models;

namespace Clt.Engine.Tokenization.Loading;

/// <summary>Reads the "model" of a tokenizer.json.</summary>
internal static class ModelJson
{
    /// <returns>The model and the id of its unknown token, where it has one.</returns>
    public static (ISubwordModel Model, int? Unknown) Read(JsonPlace model, bool byteLevel)
    {
        // Old files have no "type" in a BPE model.
        var type = model.Find("type")?.String() ?? (model.Find("merges") is null ? "WordPiece" : "BPE");
        return type switch
        {
            "BPE" => BpeJson.Read(model, byteLevel),
            _ => throw model.Error($"The model type '{type}' is not known", "Known are BPE, Unigram and WordPiece."),
        };
    }

    /// <summary>A vocabulary {piece: id}.</summary>
    public static Dictionary<string, int> Vocabulary(JsonPlace vocabulary)
    {
        var ids = new Dictionary<string, int>();
        foreach (var (piece, id) in vocabulary.Members())
        {
            if (id.Int() is < 0 or > 1 << 24) throw id.Error("an id is expected here, at least 0 and below 2^24");
            ids[piece] = id.Int();
        }

        return ids;
    }
}
