using System.Globalization;
using System.Text.Json;
using Clt.Formats.Tokenization.AddedTokens;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>
/// The tokens beside the vocabulary that the files beside a tokenizer name: <c>added_tokens_decoder</c> of tokenizer_config.json with its
/// flags, or where there is none added_tokens.json; and the special ones that are in the vocabulary.
/// </summary>
/// <remarks>As transformers: a token that the tokenizer's own file has keeps the flags that it has there. What contradicts it is
/// refused.</remarks>
internal static class AddedTokensJson
{
    public const string Decoder = "added_tokens_decoder";

    /// <summary>The contents of additional_special_tokens and extra_special_tokens, a list or an object of named ones.</summary>
    public static IEnumerable<JsonPlace> Extra(SideFiles files)
    {
        foreach (var name in new[] { "additional_special_tokens", "extra_special_tokens" })
        {
            if ((files.Configuration?.Find(name) ?? files.Map?.Find(name)) is not { } list)
                continue;
            var isObject = list.Element.ValueKind == JsonValueKind.Object;
            foreach (var token in isObject ? list.Members().Select(m => m.Value) : list.Items())
                yield return Content(token);
        }
    }

    /// <param name="files">The files beside.</param>
    /// <param name="special">The contents of those that have a role.</param>
    public static IEnumerable<(AddedToken Token, JsonPlace Place)> Read(SideFiles files, IReadOnlySet<string> special)
    {
        if (files.Configuration?.Find(Decoder) is { } decoder)
            return decoder.Members().Select(m => (Token(m.Name, m.Value), m.Value));
        return files.Added is not { } added
            ? []
            : added
                .Members()
                .Select(m =>
                    (
                        new AddedToken(Id(m.Value), m.Name) { Special = special.Contains(m.Name), Normalized = !special.Contains(m.Name) },
                        m.Value
                    )
                );
    }

    /// <summary>A token of a list of added tokens, with the flags that the tokenizers library writes.</summary>
    public static AddedToken Token(int id, JsonPlace token) =>
        new(id, token.Get("content").String())
        {
            SingleWord = token.Bool("single_word", false),
            StripLeft = token.Bool("lstrip", false),
            StripRight = token.Bool("rstrip", false),
            Normalized = token.Bool("normalized", true),
            Special = token.Bool("special", false),
        };

    public static int Id(JsonPlace id) =>
        id.Int() is >= 0 and <= 1 << 24 ? id.Int() : throw id.Error("an id is expected here, at least 0 and below 2^24");

    private static AddedToken Token(string id, JsonPlace token) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1 << 24
            ? Token(number, token)
            : throw token.Error("the name of an added token here is its id, a whole number below 2^24");

    private static JsonPlace Content(JsonPlace token) => token.Element.ValueKind == JsonValueKind.Object ? token.Get("content") : token;
}
