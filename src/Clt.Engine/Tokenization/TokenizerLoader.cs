using Clt.Engine.Tokenization.Loading;

namespace Clt.Engine.Tokenization;

/// <summary>Loads a tokenizer from a model folder or from one file, by what the files are.</summary>
public static class TokenizerLoader
{
    private const string Json = "tokenizer.json";
    private const string Configuration = "tokenizer_config.json";

    /// <param name="folderOrFile">A folder with tokenizer.json, or that file.</param>
    /// <exception cref="InputException">Nothing to load lies there, or it is broken; the error names the place.</exception>
    public static HubTokenizer Load(string folderOrFile)
    {
        var file = Directory.Exists(folderOrFile) ? Find(folderOrFile) : folderOrFile;
        if (!File.Exists(file)) throw new InputException("There is no such tokenizer file", file, "Give a model folder or a tokenizer file.");
        var configuration = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, Configuration);
        return FromJson(File.ReadAllBytes(file), File.Exists(configuration) ? File.ReadAllBytes(configuration) : null, file);
    }

    /// <summary>A tokenizer from the contents of tokenizer.json and tokenizer_config.json (UTF-8).</summary>
    public static HubTokenizer FromJson(byte[] tokenizer, byte[]? configuration = null, string file = Json)
    {
        var parts = TokenizerJson.Read(tokenizer, file);
        var special = parts.AddedTokens.Where(t => t.Special).Select(t => t.Content).ToHashSet();
        var files = new Dictionary<string, byte[]> { [Json] = tokenizer };
        if (configuration is not null) files[Configuration] = configuration;
        return new HubTokenizer(parts with { Roles = RolesJson.Read(configuration, Configuration, special), Files = files });
    }

    private static string Find(string folder)
    {
        var file = Path.Combine(folder, Json);
        return File.Exists(file) ? file : throw new InputException("The folder holds no tokenizer", folder, $"Put {Json} there.");
    }
}
