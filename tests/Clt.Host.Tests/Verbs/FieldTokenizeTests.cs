using System.Text.Json;
using Clt.Formats.Tokenization;
using Clt.Testing;

namespace Clt.Host.Tests.Verbs;

/// <summary><c>clt tokenize</c> as it is called.</summary>
[Collection(VerbRun.Alone)]
public sealed class FieldTokenizeTests : IDisposable
{
    private const int Rows = 40;
    private static readonly string Root = Path.Combine(SharedFolder.Golden, "tokenizers");
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Files()
    {
        var files = new TheoryData<string, string>();
        var all = Directory.Exists(Root) ? Directory.GetFiles(Root, "*", SearchOption.AllDirectories) : [];
        foreach (var path in all.Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path) is "tokenizer.json" or "spm.model")
                files.Add(Path.GetFileName(Path.GetDirectoryName(path))!, Path.GetFileName(path));
        }

        return files;
    }

    public void Dispose() => _folder.Dispose();

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(Files))]
    public void Golden_tokenizers_give_the_references_ids(string name, string file)
    {
        var rows = File.ReadLines(Path.Combine(Root, name, "encodings.jsonl"))
            .Select(l => JsonDocument.Parse(l).RootElement)
            .Where(r => !r.GetProperty("text").GetString()!.Contains('\0'))
            .Where((_, i) => i % 10 == 0)
            .Take(Rows)
            .ToList();
        // sentencepiece never finds its control pieces in text, the tokenizers library does.
        string[] match = file == "tokenizer.json" ? ["--match-special"] : [];
        var run = VerbRun.Of([
            "tokenize",
            Path.Combine(Root, name, file),
            .. match,
            "--json",
            "--",
            .. rows.Select(r => r.GetProperty("text").GetString()!),
        ]);
        run.ExitCode.ShouldBe(0, run.ToString());
        var texts = run.Json.GetProperty("texts").EnumerateArray().ToList();
        texts.Count.ShouldBe(rows.Count);
        foreach (var (row, text) in rows.Zip(texts))
        {
            Ints(text, "ids").ShouldBe(Ints(row, "ids"), row.GetProperty("id").GetString());
            Ints(text, "input_ids").ShouldBe(Ints(row, "ids_special"), row.GetProperty("id").GetString());
            var places = text.GetProperty("tokens")
                .EnumerateArray()
                .Where(t => !t.GetProperty("frames").GetBoolean())
                .Select(t => (t.GetProperty("start").GetInt32(), t.GetProperty("end").GetInt32()));
            places.ShouldBe(row.GetProperty("offsets_utf16").EnumerateArray().Select(o => (o[0].GetInt32(), o[1].GetInt32())));
        }
    }

    [Fact]
    public void Rules_are_shown_with_their_files_and_a_conversation_in_its_template()
    {
        BpeTrainer.Train(["2 + 2"], 262, ["<|bos|>", "<|eos|>", "<|end|>"]).Save(_folder.Path);
        _folder.Write("special_tokens_map.json", "{\"pad_token\": \"<|end|>\"}");
        _folder.Write("chat_template.jinja", "{{ bos_token }}{% for m in messages %}{{ m.content }}<|end|>{% endfor %}");

        var run = VerbRun.Of("tokenize", _folder.Path, "--template", "二 <|end|>", "4", "--json");

        run.ExitCode.ShouldBe(0, run.ToString());
        var tokenizer = run.Json.GetProperty("tokenizer");
        tokenizer
            .GetProperty("named_tokens")
            .EnumerateArray()
            .Select(t => (t.GetProperty("name").GetString(), t.GetProperty("source").GetString()))
            .ShouldContain(("pad_token", "special_tokens_map.json"));
        tokenizer
            .GetProperty("frame")
            .GetProperty("before")
            .GetProperty("source")
            .GetString()
            .ShouldBe("add_bos_token in tokenizer_config.json");
        var ids = Ints(run.Json.GetProperty("texts")[0], "input_ids");
        ids[0].ShouldBe(0);
        ids.Count(id => id == 2).ShouldBe(2, "one a turn; what the user spelt is text");

        var plain = VerbRun.Of("tokenize", _folder.Path, "二 <|end|>");
        plain.Output.ShouldContain("add_bos_token in tokenizer_config.json");
        plain.Output.ShouldContain("<|bos|>");
        VerbRun.Of("tokenize", _folder.Path).Output.ShouldContain("pad_token");
        VerbRun.Of("tokenize", Path.Combine(_folder.Path, "none")).ExitCode.ShouldBe(2);
    }

    private static List<int> Ints(JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(i => i.GetInt32())];
}
