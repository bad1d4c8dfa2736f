using System.CommandLine;
using Clt.Formats.Tokenization;
using Clt.Host.Bench;

namespace Clt.Host.Tests.Bench;

public sealed class TokenizeBenchmarkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-bench-").FullName;

    public TokenizeBenchmarkTests()
    {
        File.WriteAllText(Path.Combine(_folder, "text.txt"), string.Concat(Enumerable.Repeat("Ein Satz, 一句话, предложение. ", 300)));
        BpeTrainer.Train(["Ein Satz, 一句话, предложение."], 300, ["<s>"]).Save(Path.Combine(_folder, "small"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_named_tokenizer_is_a_case_with_a_speed()
    {
        var cases = Run("--tokenizer", Path.Combine(_folder, "small"), "--tokenizer", Path.Combine(_folder, "small", "tokenizer.json"));
        cases.Select(c => c.Name).ShouldBe(["small", "tokenizer.json"]);
        cases.ShouldAllBe(c => c.Runs.Count == 2 && c.Runs.All(r => r > 0) && c.Unit == "MB/s");
    }

    [Fact]
    public void Folders_without_tokenizers_are_all_named_and_so_is_one_without_text()
    {
        Should
            .Throw<InputException>(() => Run("--tokenizer", _folder, "--tokenizer", "/nowhere"))
            .Problems.Select(p => p.Where)
            .ShouldBe([_folder, "/nowhere"]);
        Should.Throw<InputException>(() => Run("--text", Path.Combine(_folder, "none"))).Message.ShouldContain("no text");
    }

    private List<Measured> Run(params string[] arguments)
    {
        var benchmark = new TokenizeBenchmark();
        var verb = new RootCommand();
        foreach (var option in benchmark.Options)
            verb.Add(option);
        string[] text = arguments.Contains("--text") ? [] : ["--text", _folder];
        return [.. benchmark.Run(new BenchRun(true, 2, verb.Parse([.. arguments, .. text]), default))];
    }
}
