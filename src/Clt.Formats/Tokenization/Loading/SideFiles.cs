namespace Clt.Formats.Tokenization.Loading;

/// <summary>The files beside a tokenizer's own: its configuration, maps of special and added tokens, and the chat template.</summary>
internal sealed class SideFiles
{
    public const string ConfigurationName = "tokenizer_config.json";
    public const string MapName = "special_tokens_map.json";
    public const string AddedName = "added_tokens.json";

    /// <summary>Everything that belongs to a tokenizer, beside the file that holds its vocabulary.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        ConfigurationName,
        MapName,
        AddedName,
        "chat_template.jinja",
        "chat_template.json",
    ];

    private readonly Dictionary<string, byte[]> _contents;

    private SideFiles(Dictionary<string, byte[]> contents)
    {
        _contents = contents;
        (Configuration, Map, Added) = (Json(ConfigurationName), Json(MapName), Json(AddedName));
    }

    /// <summary>By name, as they are written again.</summary>
    public IReadOnlyDictionary<string, byte[]> Contents => _contents;

    public JsonPlace? Configuration { get; }

    public JsonPlace? Map { get; }

    /// <summary>{content: id} of tokens beside the vocabulary, as older folders have it.</summary>
    public JsonPlace? Added { get; }

    /// <summary>Whether tokens beside the vocabulary are named with their ids.</summary>
    public bool NamesAddedTokens => Configuration?.Find(AddedTokensJson.Decoder) is not null || Added is not null;

    /// <summary>The files in a folder.</summary>
    /// <exception cref="InputException">One is not a JSON object.</exception>
    public static SideFiles Read(string folder) =>
        new(Names.Where(n => File.Exists(Path.Combine(folder, n))).ToDictionary(n => n, n => File.ReadAllBytes(Path.Combine(folder, n))));

    /// <summary>A configuration alone, or nothing.</summary>
    /// <exception cref="InputException">It is not a JSON object.</exception>
    public static SideFiles Of(byte[]? configuration) =>
        new(configuration is null ? [] : new Dictionary<string, byte[]> { [ConfigurationName] = configuration });

    private JsonPlace? Json(string name)
    {
        if (!_contents.TryGetValue(name, out var content))
            return null;
        using var document = JsonPlace.Parse(content, name);
        var place = new JsonPlace(document.RootElement.Clone(), name, "");
        if (place.Element.ValueKind != System.Text.Json.JsonValueKind.Object)
            throw place.Error("a JSON object is expected here");
        return place;
    }
}
