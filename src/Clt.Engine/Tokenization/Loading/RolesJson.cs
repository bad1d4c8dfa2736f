using System.Text.Json;

namespace Clt.Engine.Tokenization.Loading;

/// <summary>Which tokens begin, end and pad: from tokenizer_config.json, else by the names that are in use.</summary>
internal static class RolesJson
{
    private static readonly string[] Begins = ["<|bos|>", "<bos>", "<s>", "<|begin_of_text|>", "[CLS]", "[BOS]"];
    private static readonly string[] Ends = ["<|eos|>", "<eos>", "</s>", "<|end_of_text|>", "<|endoftext|>", "[SEP]", "[EOS]"];
    private static readonly string[] Pads = ["<|pad|>", "<pad>", "[PAD]"];
    private static readonly string[] Masks = ["<mask>", "[MASK]", "<|mask|>"];

    /// <param name="configuration">The content of tokenizer_config.json, where there is one.</param>
    /// <param name="file">The name that errors give.</param>
    /// <param name="special">The contents of the control tokens.</param>
    public static SpecialRoles Read(byte[]? configuration, string file, IReadOnlySet<string> special)
    {
        if (configuration is null) return new SpecialRoles(First(Begins, special), First(Ends, special), First(Pads, special), First(Masks, special));
        using var document = JsonPlace.Parse(configuration, file);
        var root = new JsonPlace(document.RootElement, file, "");
        return new SpecialRoles(Role(root, "bos_token"), Role(root, "eos_token"), Role(root, "pad_token"), Role(root, "mask_token"));
    }

    private static string? Role(JsonPlace root, string name) => root.Find(name) is not { } token
        ? null
        : token.Element.ValueKind == JsonValueKind.Object ? token.Get("content").String() : token.String();

    private static string? First(string[] names, IReadOnlySet<string> special) => names.FirstOrDefault(special.Contains);
}
