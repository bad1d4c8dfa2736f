using System.Text.Json;
using Clt.Formats.Tokenization;
using Clt.Testing;

namespace Clt.Engine.Tests.Tokenization.Golden;

/// <summary>The folders of the tokenizer goldens and the files that each is computed from.</summary>
internal static class GoldenTokenizers
{
    private static readonly Dictionary<string, HubTokenizer> Loaded = [];

    public static string Root { get; } = Path.Combine(SharedFolder.Golden, "tokenizers");

    /// <summary>The tokenizers whose files lie beside their goldens.</summary>
    public static IEnumerable<string> Local() => Names().Where(name => Files(name).Any());

    /// <summary>The tokenizers whose files are published elsewhere.</summary>
    public static IEnumerable<string> Published() => Names().Where(name => !Files(name).Any());

    public static HubTokenizer Load(string name)
    {
        lock (Loaded)
        {
            if (!Loaded.TryGetValue(name, out var tokenizer))
                Loaded[name] = tokenizer = TokenizerLoader.Load(Files(name).FirstOrDefault() ?? NpmFiles.Find(name));
            return tokenizer;
        }
    }

    /// <summary>The rows of a file of a folder; none where the folder lacks it.</summary>
    public static IEnumerable<JsonElement> Rows(string name, string file)
    {
        var path = Path.Combine(Root, name, file);
        return File.Exists(path) ? File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement) : [];
    }

    /// <summary>Hugging Face matches special tokens in text; tiktoken and sentencepiece do not.</summary>
    public static bool MatchesSpecial(string name) =>
        Path.GetFileName(Files(name).FirstOrDefault() ?? NpmFiles.Find(name)) == "tokenizer.json";

    public static List<int> Ints(JsonElement row, string member) =>
        row.GetProperty(member).EnumerateArray().Select(e => e.GetInt32()).ToList();

    public static List<(int, int)> Ranges(JsonElement row, string member) =>
        row.GetProperty(member).EnumerateArray().Select(e => (e[0].GetInt32(), e[1].GetInt32())).ToList();

    public static List<string> Strings(JsonElement row, string member) =>
        row.GetProperty(member).EnumerateArray().Select(e => e.GetString()!).ToList();

    private static IEnumerable<string> Names() =>
        Directory.Exists(Root)
            ? Directory
                .GetFiles(Root, "encodings.jsonl", SearchOption.AllDirectories)
                .Select(f => Path.GetFileName(Path.GetDirectoryName(f))!)
                .Order()
            : [];

    private static IEnumerable<string> Files(string name) =>
        new[] { "tokenizer.json", "spm.model" }.Select(file => Path.Combine(Root, name, file)).Where(File.Exists);
}
