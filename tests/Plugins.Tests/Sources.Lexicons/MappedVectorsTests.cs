using System.Globalization;
using static Clt.Plugins.Sources.Lexicons.LexiconRecipes;

namespace Plugins.Tests.Sources.Lexicons;

/// <summary>Word vectors of two languages in one space, and words with digits that become placeholders.</summary>
public sealed class MappedVectorsTests : IDisposable
{
    private readonly TemporaryFolder _cache = new();

    private SourceContext Context => new(_cache.Path, _ => { });

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void Vectors_are_rotated_onto_those_that_the_dictionary_says_mean_the_same()
    {
        // A triangle, and the same one turned by a right angle.
        _cache.Write("en.vec", "3 2\nea 1 0\neb 0 1\nec -1 -1\n");
        _cache.Write("es.vec", "3 2\nsa 0 1\nsb -1 0\nsc 1 -1\n");
        _cache.Write("start.txt", "ea sa\neb sb\n");
        var mapped = MappedVectors(VectorFiles(Path.Combine(_cache.Path, "{language}.vec")), "en", "es", Start());

        var (en, es) = (Read(mapped, "en"), Read(mapped, "es"));

        mapped.Info.Languages.Select(l => l.Short).ShouldBe(["en", "es"]);
        foreach (var name in new[] { "a", "b", "c" })
        {
            es[$"s{name}"].Zip(en[$"e{name}"]).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-5);
            Math.Sqrt(en[$"e{name}"].Sum(v => v * v)).ShouldBe(1, 1e-5);
        }

        // The middle of what a word is and what its translation is; a word without one stays.
        _cache.Write("es.vec", "3 2\nsa 0 1\nsb -1 0.2\nsc 1 -1\n");
        var files = VectorFiles(Path.Combine(_cache.Path, "{language}.vec"));
        var (rotated, fitted) = (
            Read(MappedVectors(files, "en", "es", Start()), "es"),
            Read(MappedVectors(files, "en", "es", Start(), retrofit: 0.5), "es")
        );
        Nearness(fitted["sb"], en["eb"]).ShouldBeGreaterThan(Nearness(rotated["sb"], en["eb"]));
        fitted["sc"].ShouldBe(rotated["sc"]);
        Said(() => MappedVectors(files, "en", "es", Start(), retrofit: 2)).ShouldContain("retrofit is 2");

        mapped.Read(new SourceRequest(Language.Parse("en"), Split.Test, Context)).ShouldBeEmpty();
        _cache.Write("es.vec", "3 3\nsa 0 1 1\nsb -1 0 1\nsc 1 -1 1\n");
        Said(() => mapped.Fingerprint(Context)).ShouldContain("vectors of en have 2 numbers, those of es 3");
    }

    [Fact]
    public void What_maps_nothing_is_refused_by_name()
    {
        _cache.Write("start.txt", "ea sa\n");
        var files = VectorFiles(Path.Combine(_cache.Path, "{language}.vec"));
        Said(() => MappedVectors(files, "en", "es fr", Start())).ShouldContain("there is no dictionary into French (fr)");
        Said(() => MappedVectors(files, "en", "en", Start())).ShouldContain("en is on both sides");
        Said(() => MappedVectors(files, "en", "", Start())).ShouldContain("no language is named");
        Said(() => MappedVectors(files, "en", "es", Start()).Fingerprint(Context)).ShouldContain("en.vec");
    }

    [Fact]
    public void Words_with_digits_become_placeholders_and_keep_their_tags()
    {
        var words = "wake\n me\n at\n 7:30\n for\n 3\n pm\n 5pm\n 2.5";
        var source = new MadeUpSource(
            "en",
            _ =>
                [
                    new()
                    {
                        ["text"] = "x",
                        ["words"] = words,
                        ["tags"] = "O O O B-a O B-b O O O",
                    },
                ]
        );

        var record = Delexicalised(source).Read(new SourceRequest(Language.Parse("en"), Split.Test, Context)).Single();

        record["words"].Split('\n').ShouldBe(["wake", " me", " at", " <time>", " for", " <number>", " pm", " <digits>", " <number>"]);
        record["tags"].ShouldBe("O O O B-a O B-b O O O");
        var bare = Delexicalised(MadeUpSource.Of(("en", ["7"])));
        Said(() => bare.Read(new SourceRequest(Language.Parse("en"), Split.Train, Context)).ToList()).ShouldContain("have no 'words'");
    }

    private ISource Start() => Dictionary(Path.Combine(_cache.Path, "start.txt"), "en", "es");

    private Dictionary<string, double[]> Read(ISource source, string language) =>
        source
            .Read(new SourceRequest(Language.Parse(language), Split.Train, Context))
            .ToDictionary(r => r["word"], r => r["vector"].Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray());

    private static double Nearness(double[] a, double[] b) => a.Zip(b).Sum(p => p.First * p.Second);

    private static string Said(Action action) => Should.Throw<InputException>(action).Message;
}
