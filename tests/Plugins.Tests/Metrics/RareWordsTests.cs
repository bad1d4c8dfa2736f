using Plugins.Tests.Sources.Lexicons;
using static Clt.Plugins.Metrics.Overlap.OverlapRecipes;

namespace Plugins.Tests.Metrics;

/// <summary>Recall of words that training texts have seldom.</summary>
public sealed class RareWordsTests
{
    private static readonly MetricContext Context = new(Path.GetTempPath(), _ => { }, _ => throw new InvalidOperationException());

    private static readonly MadeUpSource Texts = MadeUpSource.Of(
        ("en", ["Open the file", "close the file", "the menu"]),
        ("de", ["Datei öffnen", "Datei schließen"])
    );

    [Theory]
    [InlineData(0, "the cat opens a file", "a cat opens the door", 0.75)] // The door is missing; 'the' was seen.
    [InlineData(1, "CAT, menu!", "the cat and the menu", 2.0 / 3)] // 'and' is missing; 'menu' was seen once.
    [InlineData(1, "", "a menu", 0.0)]
    [InlineData(1, "cat", "cat cat", 0.5)]
    [InlineData(2, "x", "the file", 0.0)] // 'file' was seen twice.
    public void Of_the_reference_s_rare_words_so_many_are_found(int most, string output, string reference, double value) =>
        Score("fr→en", most, output, reference).ShouldBe(value, 1e-9);

    [Fact]
    public void Items_without_rare_words_are_undefined_and_counts_are_of_the_answer_s_language()
    {
        Score("fr→en", 1, "x", "the file").ShouldBe(double.NaN);
        Score("en→de", 1, "öffnen", "Datei öffnen").ShouldBe(1);
        Score("en→de", 0, "öffnen", "Datei öffnen").ShouldBe(double.NaN);
    }

    [Fact]
    public void What_is_wrong_is_named()
    {
        Should.Throw<InputException>(() => RareWords(Texts, most: -1)).Message.ShouldContain("most is -1");
        var metric = (IBatchMetric)RareWords(Texts);
        var without = new Prediction("7", Language.Parse("en"), "", "x", []);
        Should.Throw<InputException>(() => metric.Score([without], Context)).Message.ShouldContain("item 7");
    }

    private static double Score(string language, int most, string output, string reference) =>
        ((IBatchMetric)RareWords(Texts, most))
            .Score([new Prediction("7", Language.Parse(language), "", output, [reference])], Context)
            .Single()
            .Value;
}
