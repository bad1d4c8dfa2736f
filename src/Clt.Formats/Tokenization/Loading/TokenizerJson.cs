using Clt.Formats.Tokenization.AddedTokens;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>Reads tokenizer.json of the tokenizers library.</summary>
internal static class TokenizerJson
{
    /// <param name="json">The content, UTF-8.</param>
    /// <param name="file">The name that errors give.</param>
    /// <exception cref="InputException">The content is not what the format says; the error names the place.</exception>
    public static TokenizerParts Read(byte[] json, string file)
    {
        using var document = JsonPlace.Parse(json, file);
        var root = new JsonPlace(document.RootElement, file, "");
        var preTokenizer = root.Find("pre_tokenizer");
        var model = root.Get("model");
        var (subwords, unknown) = ModelJson.Read(model, byteLevel: preTokenizer is { } p && PreTokenizerJson.IsByteLevel(p));
        var added = root.Find("added_tokens")?.Items().Select(AddedToken).ToList() ?? [];
        return new TokenizerParts(subwords)
        {
            Normalizer = root.Find("normalizer") is { } n ? NormalizerJson.Read(n) : null,
            PreTokenizer = preTokenizer is { } pre ? PreTokenizerJson.Read(pre) : null,
            AddedTokens = added,
            Source = Path.GetFileName(file),
            FrameSource = root.Find("post_processor") is null
                ? $"{Path.GetFileName(file)} without a post-processor"
                : $"the post-processor of {Path.GetFileName(file)}",
            PostProcessor = root.Find("post_processor") is { } post ? PostProcessorJson.Read(post) : PostProcessors.PostProcessor.None,
            Decoder = root.Find("decoder") is { } d ? DecoderJson.Read(d) : null,
            UnknownId = unknown,
        };
    }

    private static AddedToken AddedToken(JsonPlace token) => AddedTokensJson.Token(AddedTokensJson.Id(token.Get("id")), token);
}
