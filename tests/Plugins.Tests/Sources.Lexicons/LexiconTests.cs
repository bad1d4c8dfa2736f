using Clt.Plugins.Sources.Lexicons.Vectors;
using static Clt.Plugins.Sources.Lexicons.LexiconRecipes;

namespace Plugins.Tests.Sources.Lexicons;

/// <summary>
/// Two made-up languages: the words of one are those of the other with a letter before, numerals alike. Which words stand together is
/// drawn anew in each, by the same rules, so nothing is parallel.
/// </summary>
public sealed class LexiconTests : IDisposable
{
    private const int Words = 60;

    private readonly TemporaryFolder _cache = new();
    private readonly List<string> _said = [];
    private readonly MadeUpSource _texts = MadeUpSource.Of(("en", Texts("e", 1)), ("es", Texts("s", 2)), ("th", ["ก ข", "ค ง"]));

    private SourceContext Context => new(_cache.Path, _said.Add);

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void Words_that_stand_in_the_same_places_translate_each_other()
    {
        var truth = Path.Combine(_cache.Path, "truth.txt");
        File.WriteAllLines(truth, Enumerable.Range(0, Words).Select(i => $"e{Name(i)} s{Name(i)}"));
        var against = Dictionary(truth, "en", "es");
        var lexicon = Lexicon(Vectors(), "en", "es", top: 2, against: against);

        var fingerprint = lexicon.Fingerprint(Context);

        var line = _said.Single(l => l.StartsWith("lexicon en to es", StringComparison.Ordinal));
        var entries = lexicon.Read("es", Split.Train, Context).ToDictionary(r => r["word"], r => r["translations"].Split('\n'));
        entries.Values.ShouldAllBe(t => t.Length == 2);
        var right = Enumerable.Range(0, Words).Count(i => entries[$"e{Name(i)}"][0] == $"s{Name(i)}");
        right.ShouldBeGreaterThan(Words / 2, line);
        line.ShouldContain(FormattableString.Invariant($"precision@1 {right / (double)Words:0.000} ["));
        line.ShouldEndWith($"of {Words} words");

        // Kept: nothing is trained again, and another run has the same words.
        _said.Clear();
        Lexicon(Vectors(), "en", "es", top: 2).Fingerprint(Context).ShouldBe(fingerprint);
        _said.ShouldBeEmpty();
        Lexicon(Vectors(), "en", "es").Fingerprint(Context).ShouldNotBe(fingerprint);
    }

    [Fact]
    public void It_is_a_dictionary_that_switches_texts()
    {
        var switched = CodeSwitched(_texts, Dictionary(Lexicon(Vectors(), "en", "es", top: 1)), rate: 1);
        switched.Read("en", Split.Train, Context)[0]["text"].ShouldStartWith("s");
    }

    [Fact]
    public void Training_gives_the_same_vectors_again_and_other_ones_with_another_seed()
    {
        var settings = new SkipGramSettings(8, 2, 3, 2, 1, 0, 0.05, 1);
        List<string[]> sentences = [.. Texts("e", 1).Take(50).Select(t => t.Split(' '))];
        var first = SkipGramTraining.Run(sentences, settings, default);
        SkipGramTraining.Run(sentences, settings, default).Values.ShouldBe(first.Values);
        SkipGramTraining.Run(sentences, settings with { Seed = 2 }, default).Values.ShouldNotBe(first.Values);
        var counts = sentences.SelectMany(s => s).CountBy(w => w).ToDictionary();
        first.Words.Select(w => counts[w]).ShouldBe(counts.Values.OrderDescending());
    }

    [Fact]
    public void What_maps_nothing_is_refused_by_name_before_anything_is_trained()
    {
        Said(() => Lexicon(Vectors(), "en", "th").Fingerprint(Context)).ShouldContain("no word of Thai (th) occurs 5 times");
        var rare = SkipGram([_texts], width: 10, minCount: 1);
        Said(() => Lexicon(rare, "en", "th").Fingerprint(Context))
            .ShouldContain("there is no pair of words to start the mapping into Thai (th) from");
        Said(() => Lexicon(Vectors(), "en", "de fr")).ShouldContain("has no German (de)");
        Said(() => Lexicon(Vectors(), "en", "es", start: _texts)).ShouldContain("is no dictionary from en");
        Said(() => Lexicon(Vectors(), "en", "es", against: _texts)).ShouldContain("is no dictionary from en");
        Said(() => Lexicon(Vectors(), "en", "en es", top: 0)).ShouldContain("en is on both sides");
        Said(() => Lexicon(Vectors(), "en", "es", top: 0)).ShouldContain("top is 0");
        Said(() => SkipGram([], width: 0)).ShouldContain("width is 0");
        Said(() => Lexicon(VectorFiles(Path.Combine(_cache.Path, "{language}.vec")), "en", "es").Fingerprint(Context))
            .ShouldContain("en.vec");
    }

    [Fact]
    public void Files_of_vectors_serve_too_and_a_dictionary_may_be_the_start()
    {
        foreach (var (language, first) in new[] { ("en", "e"), ("es", "s") })
            File.WriteAllText(Path.Combine(_cache.Path, $"{language}.vec"), $"3 2\n{first}a 1 0\n{first}b 0 1\n{first}c -1 -1\n");
        var start = Path.Combine(_cache.Path, "start.txt");
        File.WriteAllText(start, "ea sa\neb sb\n");
        var vectors = VectorFiles(Path.Combine(_cache.Path, "{language}.vec"));

        var lexicon = Lexicon(vectors, "en", "es", top: 1, start: Dictionary(start, "en", "es"), selfLearning: false, neighbours: 0);

        lexicon.Read("es", Split.Train, Context).Select(r => $"{r["word"]} {r["translations"]}").ShouldBe(["ea sa", "eb sb", "ec sc"]);
        File.WriteAllText(Path.Combine(_cache.Path, "es.vec"), "1 3\nsa 1 0 0\n");
        Said(() => Lexicon(vectors, "en", "es", start: Dictionary(start, "en", "es")).Fingerprint(Context))
            .ShouldContain("vectors of en have 2 numbers, those of es 3");
    }

    private static string Said(Action action) => Should.Throw<InputException>(action).Message;

    private WordVectors Vectors() => SkipGram([_texts], width: 20, epochs: 20, subsample: 0);

    /// <summary>Every word has four that stand beside it, the same in both languages, and a numeral of its own.</summary>
    private static string[] Texts(string first, ulong seed)
    {
        var (rules, random) = (new Seed(100).Generator(), new Seed(seed).Generator());
        int[][] beside = [.. Enumerable.Range(0, Words).Select(_ => Enumerable.Range(0, 4).Select(_ => rules.Next(Words)).ToArray())];
        return [.. Enumerable.Range(0, 4000).Select(_ => Line(first, random.Next(Words), beside, random))];
    }

    private static string Line(string first, int word, int[][] beside, Rng random)
    {
        string Drawn() => first + Name(beside[word][random.Next(4)]);
        return $"{first}{Name(word)} {Drawn()} {word} {Drawn()} {Drawn()}";
    }

    private static string Name(int word) => $"{(char)('a' + word / 10)}{(char)('k' + word % 10)}";
}
