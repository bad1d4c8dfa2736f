using System.Text.Json;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>
/// The special tokens that have names, name by name: as tokenizer_config.json says, else special_tokens_map.json, else the tokenizer's own
/// file, else a name in use. A null in the configuration says that there is none, unless the map names one.
/// </summary>
internal static class NamedTokensJson
{
    private const string InUse = "a name in use";

    private static readonly (string Name, Func<SpecialRoles, string?> Own, string[] InUse)[] Roles =
    [
        ("bos_token", r => r.Begin, ["<|bos|>", "<bos>", "<s>", "<|begin_of_text|>", "[CLS]", "[BOS]"]),
        ("eos_token", r => r.End, ["<|eos|>", "<eos>", "</s>", "<|end_of_text|>", "<|endoftext|>", "[SEP]", "[EOS]"]),
        ("pad_token", r => r.Pad, ["<|pad|>", "<pad>", "[PAD]"]),
        ("mask_token", r => r.Mask, ["<mask>", "[MASK]", "<|mask|>"]),
        ("unk_token", r => r.Unknown, ["<unk>", "[UNK]", "<|unk|>"]),
    ];

    /// <summary>Those that must be in the vocabulary.</summary>
    private static readonly string[] Standard = [.. Roles.Select(r => r.Name), "cls_token", "sep_token"];

    /// <param name="files">The files beside.</param>
    /// <param name="own">What the tokenizer's own file says.</param>
    /// <param name="ownSource">The name of that file.</param>
    /// <param name="special">The contents of the control tokens, among which names in use are looked for.</param>
    /// <exception cref="InputException">A file is not what the format says.</exception>
    public static IReadOnlyList<NamedToken> Read(SideFiles files, SpecialRoles own, string ownSource, IReadOnlySet<string> special)
    {
        var tokens = new List<NamedToken>();
        foreach (var (name, of, inUse) in Roles)
        {
            if (Said(files, name) is { } said)
                tokens.Add(said);
            else if (IsDenied(files, name))
                continue;
            else if (of(own) is { } content)
                tokens.Add(new NamedToken(name, content, ownSource));
            else if (inUse.FirstOrDefault(special.Contains) is { } usual)
                tokens.Add(new NamedToken(name, usual, InUse));
        }

        var known = Roles.Select(r => r.Name).ToHashSet();
        var others = Names(files.Configuration).Concat(Names(files.Map)).Where(n => !known.Contains(n)).Distinct();
        return [.. tokens, .. others.Select(n => Said(files, n)).OfType<NamedToken>()];
    }

    /// <summary>What a trained tokenizer says of its own tokens: the names given, else those in use.</summary>
    public static SpecialRoles Of(SpecialRoles given, IReadOnlySet<string> special)
    {
        var tokens = Read(SideFiles.Of(null), given, "", special).ToDictionary(t => t.Name, t => t.Content);
        string? Content(string name) => tokens.GetValueOrDefault(name);
        return new SpecialRoles(
            Content("bos_token"),
            Content("eos_token"),
            Content("pad_token"),
            Content("mask_token"),
            Content("unk_token")
        );
    }

    /// <summary>The problems of tokens whose content the vocabulary lacks.</summary>
    public static IEnumerable<Problem> Missing(IReadOnlyList<NamedToken> tokens, Func<string, bool> isKnown) =>
        tokens
            .Where(t => Standard.Contains(t.Name) && !isKnown(t.Content))
            .Select(t => new Problem(
                $"{t.Name} is '{t.Content}', which is not in the vocabulary",
                $"{t.Source}: {t.Name}",
                "Add it to the tokenizer's added tokens, or name a token that it has."
            ));

    private static NamedToken? Said(SideFiles files, string name) => Said(files.Configuration, name) ?? Said(files.Map, name);

    private static NamedToken? Said(JsonPlace? file, string name)
    {
        if (file?.Find(name) is not { } token)
            return null;
        var content = token.Element.ValueKind == JsonValueKind.Object ? token.Get("content").String() : token.String();
        return new NamedToken(name, content, token.File) { IsOfFilesBeside = true };
    }

    private static bool IsDenied(SideFiles files, string name) =>
        files.Configuration is { } place && place.Element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>Names beside the roles, such as image_token; what ends so without being a token (add_bos_token) is none.</summary>
    private static IEnumerable<string> Names(JsonPlace? file) =>
        file is null
            ? []
            : file
                .Value.Members()
                .Where(m => m.Name.EndsWith("_token", StringComparison.Ordinal))
                .Where(m => m.Value.Element.ValueKind is JsonValueKind.String or JsonValueKind.Object)
                .Select(m => m.Name);
}
