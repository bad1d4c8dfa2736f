using Clt.Formats.Tokenization.Loading;
using Clt.Formats.Tokenization.SentencePiece;
using Clt.Formats.Tokenization.SentencePiece.Layouts;
using Clt.Formats.Tokenization.Tiktoken;

namespace Clt.Formats.Tokenization;

/// <summary>Loads a tokenizer from a model folder or from one file, by what the files are.</summary>
public static class TokenizerLoader
{
    private const string Json = "tokenizer.json";
    private static readonly string[] Preferred =
    [
        Json,
        "tokenizer.model",
        "spiece.model",
        "sentencepiece.bpe.model",
        "spm.model",
        "vocab.txt",
    ];

    /// <summary>
    /// A folder with tokenizer.json, a sentencepiece model, vocab.txt or a tiktoken rank file (in this order), or one such file.
    /// The files beside it say which tokens begin, end and pad, which more there are, and what frames a text.
    /// </summary>
    /// <exception cref="InputException">Nothing to load lies there, or it is broken; the error names the place.</exception>
    public static HubTokenizer Load(string folderOrFile)
    {
        var file = Directory.Exists(folderOrFile) ? Find(folderOrFile) : folderOrFile;
        if (!File.Exists(file))
            throw new InputException("There is no such tokenizer file", file, "Give a model folder or a tokenizer file.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var beside = SideFiles.Read(folder);
        var content = File.ReadAllBytes(file);
        return Path.GetExtension(file) switch
        {
            ".model" => Build(Model(content, file, beside, folder), beside),
            ".tiktoken" => Build(TiktokenLoader.Read(content, file), beside),
            ".txt" => Build(VocabularyText.Read(content, beside.Configuration, file), beside),
            _ => FromJson(content, beside, file),
        };
    }

    /// <summary>A tokenizer from the contents of tokenizer.json and tokenizer_config.json (UTF-8).</summary>
    public static HubTokenizer FromJson(byte[] tokenizer, byte[]? configuration = null, string file = Json) =>
        FromJson(tokenizer, SideFiles.Of(configuration), file);

    /// <summary>Llama 3 has its rank file under the name of a sentencepiece model.</summary>
    private static TokenizerParts Model(byte[] content, string file, SideFiles beside, string folder)
    {
        if (TiktokenLoader.IsRankFile(content))
            return TiktokenLoader.Read(content, file, isNamed: beside.NamesAddedTokens);
        var layout = PieceLayouts.Find(TokenizerClass.Find(beside, folder));
        return layout is null ? SentencePieceLoader.Read(content, file) : LaidOutSentencePiece.Read(content, file, layout, beside);
    }

    private static HubTokenizer FromJson(byte[] tokenizer, SideFiles beside, string file) =>
        Build(TokenizerJson.Read(tokenizer, file) with { Files = new Dictionary<string, byte[]> { [Json] = tokenizer } }, beside);

    private static HubTokenizer Build(TokenizerParts parts, SideFiles beside)
    {
        var files = new Dictionary<string, byte[]>(parts.Files);
        foreach (var (name, content) in beside.Contents)
            files[name] = content;
        return new HubTokenizer(SpecialTokensOfFiles.Add(parts with { Files = files }, beside));
    }

    /// <summary>Whether a folder holds a tokenizer.</summary>
    public static bool IsIn(string folder) => FindAny(folder) is not null;

    /// <summary>
    /// The files that define a folder's tokenizer and chat template, by full path: one that holds the vocabulary, and those beside.
    /// </summary>
    public static IReadOnlyList<string> FilesIn(string folder) =>
        FindAny(folder) is not { } own ? [] : [own, .. SideFiles.Names.Select(n => Path.Combine(folder, n)).Where(File.Exists)];

    private static string? FindAny(string folder) =>
        Preferred.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? Directory.GetFiles(folder, "*.tiktoken").Order(StringComparer.Ordinal).FirstOrDefault();

    private static string Find(string folder)
    {
        return FindAny(folder)
            ?? throw new InputException("The folder holds no tokenizer", folder, $"Put one of {string.Join(", ", Preferred)} there.");
    }
}
