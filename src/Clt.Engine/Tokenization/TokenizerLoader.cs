using Clt.Engine.Tokenization.Loading;
using Clt.Engine.Tokenization.SentencePiece;
using Clt.Engine.Tokenization.Tiktoken;

namespace Clt.Engine.Tokenization;

/// <summary>Loads a tokenizer from a model folder or from one file, by what the files are.</summary>
public static class TokenizerLoader
{
    private const string Json = "tokenizer.json";
    private static readonly string[] Preferred = [Json, "tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "spm.model", "vocab.txt"];

    /// <summary>
    /// A folder with tokenizer.json, a sentencepiece model, vocab.txt or a tiktoken rank file (in this order), or one such file.
    /// The files beside it say which tokens begin, end and pad, which more there are, and what frames a text.
    /// </summary>
    /// <exception cref="InputException">Nothing to load lies there, or it is broken; the error names the place.</exception>
    public static HubTokenizer Load(string folderOrFile)
    {
        var file = Directory.Exists(folderOrFile) ? Find(folderOrFile) : folderOrFile;
        if (!File.Exists(file)) throw new InputException("There is no such tokenizer file", file, "Give a model folder or a tokenizer file.");
        var beside = SideFiles.Read(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var content = File.ReadAllBytes(file);
        return Path.GetExtension(file) switch
        {
            ".model" => Build(SentencePieceLoader.Read(content, file), beside),
            ".tiktoken" => Build(TiktokenLoader.Read(content, file), beside),
            ".txt" => Build(VocabularyText.Read(content, beside.Configuration, file), beside),
            _ => FromJson(content, beside, file),
        };
    }

    /// <summary>A tokenizer from the contents of tokenizer.json and tokenizer_config.json (UTF-8).</summary>
    public static HubTokenizer FromJson(byte[] tokenizer, byte[]? configuration = null, string file = Json) =>
        FromJson(tokenizer, SideFiles.Of(configuration), file);

    private static HubTokenizer FromJson(byte[] tokenizer, SideFiles beside, string file) =>
        Build(TokenizerJson.Read(tokenizer, file) with { Files = new Dictionary<string, byte[]> { [Json] = tokenizer } }, beside);

    private static HubTokenizer Build(TokenizerParts parts, SideFiles beside)
    {
        var files = new Dictionary<string, byte[]>(parts.Files);
        foreach (var (name, content) in beside.Contents) files[name] = content;
        return new HubTokenizer(SpecialTokensOfFiles.Add(parts with { Files = files }, beside));
    }

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
