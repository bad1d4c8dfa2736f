using Clt.Host.Tests.Verbs;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>Every command that README, the tutorial and the how-tos print works in a clone with nothing beside it.</summary>
[Collection(VerbRun.Alone)]
public sealed class DocumentedCommandTests : IDisposable
{
    private const string Llama = """
        { "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 2048, "intermediate_size": 8192,
          "num_hidden_layers": 16, "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 128256,
          "max_position_embeddings": 131072, "rms_norm_eps": 1e-05, "rope_theta": 500000.0, "hidden_act": "silu",
          "tie_word_embeddings": true, "bos_token_id": 128000, "eos_token_id": 128001 }
        """;

    /// <summary>Their data come with apt, from the network, the first time.</summary>
    private static readonly string[] NeedApt =
    [
        "recipes/synopsis.csx",
        "recipes/bases/small.csx",
        "recipes/bases/encoder.csx",
        "recipes/bases/seq2seq.csx",
        "recipes/self-training/main.csx",
    ];

    private static readonly string[] OnRecipes = ["run", "check", "verify", "report"];

    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-docs-").FullName;
    private readonly Dictionary<string, string?> _environment = [];

    public DocumentedCommandTests()
    {
        // Read before the environment changes: other tests mean the folders as they were.
        _ = SharedFolder.Data.Length + SharedFolder.Golden.Length;
        Directory.CreateDirectory(Path.Combine(_folder, "no-data"));
        Set("CLT_DATA", Path.Combine(_folder, "no-data"));
        Set("CLT_GOLDEN", null);
        Set("HF_HUB_OFFLINE", "1");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "recipes"), Path.Combine(RepositoryRoot.Folder, "recipes"));
        Directory.CreateDirectory(Path.Combine(_folder, "DIR"));
        File.WriteAllText(Path.Combine(_folder, "DIR", "config.json"), Llama);
        Directory.SetCurrentDirectory(_folder);
    }

    /// <summary>Recipes of the repository with the settings that a page gives them.</summary>
    public static TheoryData<string> Checked => [.. OfRepository().Select(a => string.Join(' ', a[1..])).Distinct()];

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        foreach (var (name, value) in _environment)
            Environment.SetEnvironmentVariable(name, value);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void There_are_commands_in_all_the_places()
    {
        var pages = DocumentedCommand.All().Select(c => c.Page).Distinct().ToList();
        pages.ShouldContain("README.md");
        pages.ShouldContain("docs/tutorial.md");
        pages.Count.ShouldBeGreaterThan(6);
    }

    [Fact]
    public void Every_command_line_is_understood()
    {
        var wrong = new List<string>();
        foreach (var command in DocumentedCommand.All())
        {
            var end = Array.IndexOf(command.Arguments, "--");
            string[][] lines = end < 0 ? [command.Arguments] : [command.Arguments, command.Arguments[(end + 1)..]];
            foreach (var line in lines)
                wrong.AddRange(CommandRoot.Create().Parse(line).Errors.Select(e => $"{command.Page}: {command.Line}: {e.Message}"));
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_verb_that_is_named_has_help()
    {
        foreach (var verb in DocumentedCommand.All().Select(c => c.Arguments[0]).Distinct())
        {
            var run = VerbRun.Of(verb, "--help");
            run.ExitCode.ShouldBe(0, run.ToString());
            run.Output.ShouldContain("Examples:");
        }
    }

    [Fact]
    public void Every_recipe_and_table_that_is_named_is_there()
    {
        var named = DocumentedCommand
            .All()
            .SelectMany(c => c.Arguments.Select(a => (c.Page, Path: a)))
            .Where(a => a.Path.StartsWith("recipes/", StringComparison.Ordinal));
        named.Where(a => !File.Exists(a.Path) && !Directory.Exists(a.Path)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Checked))]
    public void Every_recipe_is_planned_from_the_repository_alone(string arguments)
    {
        var run = VerbRun.Of(["check", .. arguments.Split(' ')]);
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain(arguments.Contains("published") ? "guide/published" : "Plan of ");
    }

    [Fact]
    public void The_papers_claims_are_recomputed_from_the_repository_alone()
    {
        var run = VerbRun.Of("run", "recipes/guide/published.csx", "--workers", "0");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("Claims against the tables");
        string[] claims = ["rq1.gain7b.IF", "rq1.13x", "rq2.mr7b.drop", "rq3.peak.19", "avgrow.23.N7000"];
        foreach (var claim in claims)
            run.Output.ShouldContain(claim);
        File.Exists("runs/guide/published/report.html").ShouldBeTrue();
    }

    [Fact]
    public void What_is_said_of_lists_and_advice_is_so()
    {
        var all = DocumentedCommand.All().Select(c => c.Arguments).ToList();
        List<string[]> commands =
        [
            .. all.Where(a => a[0] == "list" && !a.Contains("--plugins")),
            .. all.Where(a => a[0] == "advise" && a.Any(w => w.StartsWith("recipes/", StringComparison.Ordinal))),
        ];
        commands.Count.ShouldBeGreaterThan(1);
        foreach (var command in commands)
        {
            var run = VerbRun.Of(command);
            run.ExitCode.ShouldBe(0, run.ToString());
            run.Output.ShouldNotBeEmpty();
        }
    }

    private static IEnumerable<string[]> OfRepository()
    {
        foreach (var arguments in DocumentedCommand.All().Select(c => c.Arguments))
        {
            var line = arguments[(Array.IndexOf(arguments, "--") + 1)..];
            if (!OnRecipes.Contains(line[0]) || !line[1].StartsWith("recipes/", StringComparison.Ordinal))
                continue;
            if (NeedApt.Contains(line[1]))
                continue;
            // Of the options settings alone concern the plan; a model that the page trains first is the kept one here.
            var settings = line.Zip(line.Skip(1))
                .Where(p => p.First == "--set")
                .SelectMany(p => new[] { "--set", p.Second.Contains("$(") ? "model=recipes/bases/small" : p.Second });
            yield return [line[0], line[1], .. settings];
        }
    }

    private void Set(string name, string? value)
    {
        _environment[name] = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
    }
}
