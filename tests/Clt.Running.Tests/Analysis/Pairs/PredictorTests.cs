using Clt.Results.Analysis.Pairs;
using static Clt.Recipe;

namespace Clt.Running.Tests.Analysis.Pairs;

/// <summary>Predictors that are read off texts or off what is known of languages.</summary>
public class PredictorTests
{
    private static readonly Language English = Language.Parse("en");
    private static readonly Language German = Language.Parse("de");
    private static readonly Language Russian = Language.Parse("ru");

    [Fact]
    public void Shared_words_are_counted_in_lower_case_without_punctuation()
    {
        var source = new Texts(
            new()
            {
                ["en"] = ["The\n hotel\n."],
                ["de"] = ["Das\n Hotel\n."],
                ["ru"] = ["Гостиница\n."],
            }
        );
        WordOverlap(source).Of(English, German).ShouldBe(1 / 3.0, 1e-12);
        WordOverlap(source).Of(English, Russian).ShouldBe(0);
    }

    [Fact]
    public void Texts_in_one_line_are_parted_at_what_is_no_letter_or_mark()
    {
        var source = new Texts(
            new()
            {
                ["en"] = ["a hotel, a bar"],
                ["de"] = ["hotel bar"],
                ["hi"] = ["हिन्दी bar"],
            }
        );
        WordOverlap(source).Of(English, German).ShouldBe(2 / 3.0, 1e-12);
        WordOverlap(source).Of(German, Language.Parse("hi")).ShouldBe(1 / 3.0, 1e-12);
        CharacterOverlap(source, n: 1).Of(English, English).ShouldBe(1);
    }

    [Fact]
    public void Morphology_is_the_cosine_of_how_often_words_have_each_mark()
    {
        var source = new Texts(
            new()
            {
                ["en"] = ["Number=Sing\n_"],
                ["de"] = ["Case=Nom|Number=Sing\nCase=Acc|Number=Sing"],
                ["ru"] = ["_\n_"],
            },
            "features"
        );
        Morphology(source).Of(English, German).ShouldBe(0.5 / (0.5 * Math.Sqrt(0.25 + 0.25 + 1)), 1e-12);
        Morphology(source).Of(English, Russian).ShouldBe(double.NaN);
    }

    [Fact]
    public void A_language_or_field_that_the_source_lacks_is_named()
    {
        var source = new Texts(new() { ["en"] = ["a"] });
        Should.Throw<InputException>(() => WordOverlap(source).Of(English, German)).Message.ShouldContain("nothing in de");
        Should.Throw<InputException>(() => WordOverlap(source, "wrods").Of(English, English)).Message.ShouldContain("no field 'wrods'");
    }

    [Fact]
    public void Distances_are_those_of_the_globe()
    {
        GeographicalDistance.Kilometres((0, 0), (0, 90)).ShouldBe(6371 * Math.PI / 2, 1e-6);
        (Math.Exp(Distance().Of(German, German)) - 1).ShouldBe(0, 1e-9);
        (Math.Exp(Distance().Of(Language.Parse("ja"), Language.Parse("ko"))) - 1).ShouldBeInRange(500, 1200);
        Distance().Of(English, Russian).ShouldBe(Distance().Of(Russian, English));
        SameScript().Of(English, Russian).ShouldBe(0);
        SameScript().Of(English, German).ShouldBe(1);
    }

    private sealed class Texts(Dictionary<string, string[]> texts, string? only = null) : ISource
    {
        public SourceInfo Info { get; } = new("texts", "lines", [], new Dictionary<string, string>());

        public string Fingerprint(SourceContext context) => "v1";

        public IEnumerable<Record> Read(SourceRequest request) =>
            request.Split != Split.Test
                ? []
                : texts.GetValueOrDefault(request.Language.Short, []).Select((t, i) => new Record($"{i}", request.Language, Fields(t)));

        private Dictionary<string, string> Fields(string text) =>
            only is null ? new() { ["text"] = text, ["words"] = text } : new() { [only] = text };
    }
}
