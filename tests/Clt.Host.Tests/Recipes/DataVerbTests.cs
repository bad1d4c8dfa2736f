using System.CommandLine;
using System.Text.Json;
using Clt.Host.Tests.EndToEnd;
using Clt.Host.Verbs;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>Takes the console for itself, so it runs while nothing else does.</summary>
[CollectionDefinition(nameof(DataVerbTests), DisableParallelization = true)]
[Collection(nameof(DataVerbTests))]
public sealed class DataVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fetch_names_every_source_with_its_content()
    {
        var sources = Json("fetch", Tiny()).GetProperty("sources").EnumerateArray().ToList();
        sources.Select(s => s.GetProperty("source").GetString()).ShouldBe(["number-words", "number-word-text"], ignoreOrder: true);
        sources.ShouldAllBe(s => s.GetProperty("fingerprint").GetString()!.Length > 0);
    }

    [Fact]
    public void Show_tells_what_is_trained_from_what_is_not()
    {
        var examples = Json("show", Tiny(), "--language", "es", "--items", "2").GetProperty("examples").EnumerateArray().ToList();
        examples.ShouldAllBe(e => e.GetProperty("language").GetString() == "spa_Latn");
        // Two of the base's texts, two of the task's training part and two of its test.
        examples
            .GroupBy(e => (e.GetProperty("part").GetString(), e.GetProperty("task").GetString()))
            .Select(g => (g.Key.Item1, g.Key.Item2, g.Count()))
            .ShouldBe(
                [("train", "language-modelling", 2), ("train", "number-arithmetic", 2), ("test", "number-arithmetic", 2)],
                ignoreOrder: true
            );
        foreach (var example in examples)
        {
            var pieces = example.GetProperty("pieces").EnumerateArray().ToList();
            pieces.Count(p => p.GetProperty("train").GetBoolean()).ShouldBe(1);
            if (example.GetProperty("task").GetString() == "number-arithmetic")
                pieces[0].GetProperty("train").GetBoolean().ShouldBeFalse();
            example.GetProperty("tokens").ValueKind.ShouldBe(JsonValueKind.Null);
        }

        var (code, text) = Run("show", Tiny(), "--language", "es");
        code.ShouldBe(0);
        text.Split('\n').Count(l => l.StartsWith("--- Spanish, ", StringComparison.Ordinal)).ShouldBe(3);
        text.ShouldContain("⟦");
    }

    [Fact]
    public void Stats_counts_each_language_and_its_repetitions()
    {
        // Two training prompts the same, one nearly; a test item is a training prompt, another nearly.
        string[] lines =
        [
            "train|Where does the long river end?",
            "train|where does the long river end",
            "train|Where does the long river end now?",
            "train|Why is the sky blue in the morning of the first day of the year?",
            "test|Why is the sky blue in the morning of the first day of the year",
            "test|Why is the sky blue in the morning of the first day of the year then?",
            "test|Who has never seen an apple tree?",
            "validation|x",
        ];
        foreach (var split in new[] { "train", "validation", "test" })
        {
            _folder.Write(
                $"q.{split}.jsonl",
                string.Concat(
                    lines
                        .Where(l => l.StartsWith(split, StringComparison.Ordinal))
                        .Select(l => JsonSerializer.Serialize(new { prompt = l.Split('|')[1], completion = "yes" }) + "\n")
                )
            );
        }

        var row = Json("stats", OnFiles()).GetProperty("rows").EnumerateArray().ShouldHaveSingleItem();
        int Count(string name) => row.GetProperty(name).GetInt32();
        (Count("train"), Count("test"), Count("repeated"), Count("nearly_repeated"), Count("leaked")).ShouldBe((4, 3, 1, 1, 1));
        Count("nearly_leaked").ShouldBe(1);
        row.GetProperty("in_language").ValueKind.ShouldBe(JsonValueKind.Null, "no model was named");
    }

    [Fact]
    public void A_language_that_the_recipe_does_not_use_is_an_error()
    {
        Should.Throw<InputException>(() => Run("stats", Tiny(), "--language", "sw")).Message.ShouldContain("uses no Swahili");
        Should
            .Throw<InputException>(() => Run("fetch", _folder.Write("none.csx", "using static Clt.Recipe;\nreturn Study(\"none\");")))
            .Message.ShouldContain("reads no data");
    }

    [GoldenFact("metrics/lid.176.ftz")]
    public void Stats_tells_completions_in_another_language_by_a_model_that_is_named()
    {
        string[] completions =
        [
            "The river ends in the sea, far away from the mountains.",
            "It is blue because of the light of the sun.",
            "Le fleuve finit dans la mer, loin des montagnes.",
            "No.",
        ];
        _folder.Write(
            "q.train.jsonl",
            string.Concat(completions.Select((c, i) => JsonSerializer.Serialize(new { prompt = $"Question {i}", completion = c }) + "\n"))
        );
        _folder.Write(
            "q.test.jsonl",
            JsonSerializer.Serialize(new { prompt = "Last", completion = "Nobody has seen it before the end of the year." }) + "\n"
        );
        _folder.Write("q.validation.jsonl", JsonSerializer.Serialize(new { prompt = "x", completion = "y" }) + "\n");
        var row = Json("stats", OnFiles(), "--identify", Path.Combine(SharedFolder.Golden, "metrics", "lid.176.ftz"))
            .GetProperty("rows")
            .EnumerateArray()
            .ShouldHaveSingleItem();
        // Four of five, but a word alone is too short to tell: three of four.
        row.GetProperty("in_language").GetDouble().ShouldBe(0.75);
    }

    [Fact]
    public void A_file_that_identifies_no_language_is_an_error() =>
        Should
            .Throw<InputException>(() => Run("stats", Tiny(), "--identify", _folder.Write("words.txt", "yes no")))
            .Message.ShouldContain("words.txt");

    private string OnFiles() =>
        _folder.Write(
            "files.csx",
            $$"""
            using static Clt.Recipe;
            var task = InstructionFollowing(on: Files(@"{{Path.Combine(_folder.Path, "q.{split}.jsonl")}}", "en"));
            return Study("files").Model("none").Task(task).Mixture(Fixed(Lang("en"), 4)).Train(batch: 1,
            lr: Constant(1e-3)).Evaluate(Lang("en"), items: 3);
            """
        );

    private string Tiny() => _folder.Write("tiny.csx", TinyRecipe.Text());

    private static JsonElement Json(params string[] arguments)
    {
        var (code, text) = Run([.. arguments, "--json"]);
        code.ShouldBe(0);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Runs the verb in this process.</summary>
    internal static (int Code, string Text) Run(params string[] arguments)
    {
        var before = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            var code = DataVerb.Create().Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return (code, output.ToString());
        }
        finally
        {
            Console.SetOut(before);
        }
    }
}
