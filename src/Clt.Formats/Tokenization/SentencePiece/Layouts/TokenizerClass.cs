using Clt.Formats.Tokenization.Loading;

namespace Clt.Formats.Tokenization.SentencePiece.Layouts;

/// <summary>The tokenizer class that a folder names, or the kind of its model.</summary>
/// <param name="Name">Such as <c>XLMRobertaTokenizer</c>; a kind such as <c>xlm-roberta</c>.</param>
/// <param name="Where">Where it is named.</param>
internal sealed record TokenizerClass(string Name, string Where)
{
    private const string Model = "config.json";

    /// <summary>
    /// As transformers looks for it: tokenizer_config.json, then config.json, then the model's kind there. Null where none is named.
    /// </summary>
    /// <exception cref="InputException">A file is damaged.</exception>
    public static TokenizerClass? Find(SideFiles files, string folder)
    {
        if (Named(files.Configuration, "tokenizer_class") is { } own)
            return own;
        var path = Path.Combine(folder, Model);
        if (!File.Exists(path))
            return null;
        using var document = JsonPlace.Parse(File.ReadAllBytes(path), Model);
        var config = new JsonPlace(document.RootElement, Model, "");
        return Named(config, "tokenizer_class") ?? Named(config, "model_type");
    }

    private static TokenizerClass? Named(JsonPlace? file, string name) =>
        file?.Find(name) is { } place ? new TokenizerClass(place.String(), $"{place.File}: {name}") : null;
}
