using Clt.Engine.Tokenization.Loading;
using Clt.Engine.Tokenization.SentencePiece;
using Clt.Engine.Tokenization.Tiktoken;

namespace Clt.Engine.Tokenization;

/// <summary>Loads a tokenizer from a model folder or from one file, by what the files are.</summary>
public static class TokenizerLoader
{
    private const string Json = "tokenizer.json";
    private const string Configuration = "tokenizer_config.json";
    private static readonly string[] Preferred = [Json, "tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "spm.model", "vocab.txt"];

    /// <summary>
    /// A folder with tokenizer.json, a sentencepiece model, vocab.txt or a tiktoken rank file (in this order), or one such file.
    /// A tokenizer_config.json beside it says which tokens begin, end and pad.
    /// </summary>
    /// <exception cref="InputException">Nothing to load lies there, or it is broken; the error names the place.</exception>
    public static HubTokenizer Load(string folderOrFile)
    {
        var file = Directory.Exists(folderOrFile) ? Find(folderOrFile) : folderOrFile;
        if (!File.Exists(file)) throw new InputException("There is no such tokenizer file", file, "Give a model folder or a tokenizer file.");
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, Configuration);
        var configuration = File.Exists(beside) ? File.ReadAllBytes(beside) : null;
        var content = File.ReadAllBytes(file);
        return Path.GetExtension(file) switch
        {
            ".model" => Build(SentencePieceLoader.Read(content, file), configuration),
            ".tiktoken" => Build(TiktokenLoader.Read(content, file), null),
            ".txt" => Build(VocabularyText.Read(content, Parse(configuration), file), configuration),
            _ => FromJson(content, configuration, file),
        };
    }

    /// <summary>A tokenizer from the contents of tokenizer.json and tokenizer_config.json (UTF-8).</summary>
    public static HubTokenizer FromJson(byte[] tokenizer, byte[]? configuration = null, string file = Json) =>
        Build(TokenizerJson.Read(tokenizer, file) with { Files = new Dictionary<string, byte[]> { [Json] = tokenizer } }, configuration);

    /// <summary>Adds what the configuration says; without one, the roles are those that the file itself or the usual names give.</summary>
    private static HubTokenizer Build(TokenizerParts parts, byte[]? configuration)
    {
        if (configuration is null && parts.Roles != new SpecialRoles()) return new HubTokenizer(parts);
        var special = parts.AddedTokens.Where(t => t.Special).Select(t => t.Content).ToHashSet();
        var files = new Dictionary<string, byte[]>(parts.Files);
        if (configuration is not null) files[Configuration] = configuration;
        return new HubTokenizer(parts with { Roles = RolesJson.Read(configuration, Configuration, special), Files = files });
    }

    private static JsonPlace? Parse(byte[]? configuration) =>
        configuration is null ? null : new JsonPlace(JsonPlace.Parse(configuration, Configuration).RootElement, Configuration, "");

    /// <summary>Whether a folder holds a tokenizer.</summary>
    public static bool IsIn(string folder) => FindAny(folder) is not null;

    private static string? FindAny(string folder) => Preferred.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? Directory.GetFiles(folder, "*.tiktoken").Order(StringComparer.Ordinal).FirstOrDefault();

    private static string Find(string folder)
    {
        return FindAny(folder)
            ?? throw new InputException("The folder holds no tokenizer", folder, $"Put one of {string.Join(", ", Preferred)} there.");
    }
}
