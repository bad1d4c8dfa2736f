using System.Diagnostics;
using System.Text;
using Clt.Fuzz.Tests.Kinds;
using Clt.Testing;

namespace Clt.Fuzz.Tests;

/// <summary>Input nested a hundred thousand levels deep: a reader that recursed into it would end the process.</summary>
public sealed class NestingTests : IDisposable
{
    private const int Levels = 100_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("config.json", "config.json", "[", "]")]
    [InlineData("config.json", "config.json", "{\"a\":", "}")]
    [InlineData("tokenizer.json", "tokenizer.json", "[", "]")]
    [InlineData("JSONL", "rows.jsonl", "{\"a\":", "}")]
    [InlineData("JSONL", "rows.jsonl", "[", "]")]
    [InlineData("plugin.yaml", "plugin.yaml", "[", "]")]
    [InlineData("plugin.yaml", "plugin.yaml", "{a: ", "}")]
    [InlineData("plugin.yaml", "plugin.yaml", "- ", "")]
    [InlineData("catalogue.yaml", "catalogue.yaml", "[", "]")]
    [InlineData("catalogue.yaml", "catalogue.yaml", "- ", "")]
    [InlineData("prompt templates", "prompts.yaml", "{a: ", "}")]
    [InlineData("results.json", "results.json", "[", "]")]
    [InlineData("chat template", "chat_template.jinja", "{{ (", ") }}")]
    [InlineData("chat template", "chat_template.jinja", "{{ [", "] }}")]
    [InlineData("chat template", "chat_template.jinja", "{% if a %}", "{% endif %}")]
    [InlineData("chat template", "chat_template.jinja", "{{ not not not not not not not not ", "a }}")]
    [InlineData("recipe", "recipe.csx", "(", ")")]
    [InlineData("recipe", "recipe.csx", "{", "}")]
    [InlineData("recipe", "recipe.csx", "-", "1;")]
    [InlineData("recipe", "recipe.csx", "{% if a %} ", "")]
    public void Deep_nesting_is_refused_or_read_as_text(string kind, string file, string open, string close)
    {
        var text = new StringBuilder().Insert(0, open, Levels).Append('1').Insert(Levels * open.Length + 1, close, Levels);
        _folder.Write(file, text.ToString());
        _folder.Write(Path.Combine("other", file), "{}");
        var clock = Stopwatch.StartNew();
        Should.Throw<InputException>(() => AllKinds.Of(kind).Read(_folder.Path)).Problems[0].What.Length.ShouldBeInRange(1, 2_000);
        clock.Elapsed.TotalSeconds.ShouldBeLessThan(20);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("- ", "")]
    public void A_study_with_a_nested_file_is_still_listed(string open, string close)
    {
        var text = new StringBuilder().Insert(0, open, Levels).Append('1').Insert(Levels * open.Length + 1, close, Levels);
        _folder.Write("s/study.yaml", text.ToString());
        CommandRun.Of("list", "studies", "--runs", _folder.Path);
        CommandRun.Of("clean", "--runs", _folder.Path);
    }

    [Fact]
    public void Aliases_that_would_grow_without_end_stay_small()
    {
        // Each line stands for the one before nine times: 9^20 words in 20 lines.
        var text = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (var i = 1; i <= 20; i++)
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        _folder.Write("plugin.yaml", text.ToString());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<InputException>(() => AllKinds.Of("plugin.yaml").Read(_folder.Path));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(50_000_000);
    }
}
