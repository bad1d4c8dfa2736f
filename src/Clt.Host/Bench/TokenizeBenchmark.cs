using System.CommandLine;
using Clt.Formats.Tokenization;

namespace Clt.Host.Bench;

/// <summary>How fast tokenizers encode, on one thread.</summary>
internal sealed class TokenizeBenchmark : Benchmark
{
    private readonly Option<string[]> _tokenizers = new("--tokenizer")
    {
        Description =
            "A model folder or tokenizer file (may be given several times); by default those of the reference values and those in "
            + "the cache.",
        HelpName = "DIR",
    };

    private readonly Option<string> _text = new("--text")
    {
        Description = "A folder of text in many languages; by default the shared data ($CLT_DATA).",
        HelpName = "DIR",
        DefaultValueFactory = _ => Shared("CLT_DATA", "data"),
    };

    public override string Name => "tokenize";

    public override string Description =>
        """
            Measures how fast tokenizers encode mixed text in many languages, in megabytes of UTF-8 a second on one thread.

            Examples:
              clt bench tokenize
              clt bench tokenize --tokenizer models/Llama-3.1-8B --tokenizer models/Qwen3-8B --text texts
              clt bench tokenize --quick --json
            """;

    public override IEnumerable<Option> Options => [_tokenizers, _text];

    public override IEnumerable<Measured> Run(BenchRun run)
    {
        var texts = BenchText.Read(run.Parsed.GetValue(_text)!, run.Quick ? 100_000 : 4_000_000);
        foreach (var folder in Folders(run.Parsed.GetValue(_tokenizers) ?? []))
        {
            run.Cancel.ThrowIfCancellationRequested();
            var tokenizer = TokenizerLoader.Load(folder);
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
            yield return new Measured(name, "MB/s", TokenizerSpeed.MegabytesPerSecond(tokenizer, texts, run.Runs));
        }
    }

    private static IReadOnlyList<string> Folders(string[] named)
    {
        var missing = named.Where(n => !File.Exists(n) && !(Directory.Exists(n) && TokenizerLoader.IsIn(n))).ToList();
        if (missing.Count > 0)
            throw new InputException([
                .. missing.Select(m => new Problem("there is no tokenizer", m, "Give a model folder or a tokenizer file.")),
            ]);
        if (named.Length > 0)
            return named;
        var found = new[] { Path.Combine(Shared("CLT_GOLDEN", "golden"), "tokenizers"), Path.Combine(CacheFolder.Path, "tokenizers") }
            .Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories)
            .Where(TokenizerLoader.IsIn)
            .Order(StringComparer.Ordinal)
            .ToList();
        return found.Count > 0
            ? found
            : throw new InputException("there is no tokenizer to measure", "bench tokenize", "Name one: --tokenizer DIR.");
    }

    /// <summary>The folder that a variable of the environment names, else the one beside the source tree.</summary>
    private static string Shared(string variable, string name) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set
            ? set
            : Path.GetFullPath(Path.Combine(SourceTree.Find(), "..", "shared", name));
}
