using Clt.Plugins.Metrics.LanguageId;
using Clt.Testing;
using Plugins.Tests.Sources.Lexicons;

namespace Plugins.Tests.Metrics.LanguageId;

public sealed class OwnLanguageTests : IDisposable
{
    private static readonly MadeUpSource Texts = MadeUpSource.Of(
        ("en", ["The weather is nice today and we walk through the park.", "Choose the format of the cells in this table."]),
        ("de", ["Das Wetter ist heute schön und wir gehen durch den Park.", "Wählen Sie das Format der Zellen dieser Tabelle."]),
        ("pt", ["O tempo está bom hoje e nós andamos pelo parque.", "Escolha o formato das células desta tabela."]),
        ("ja", ["今日は天気が良いので公園を歩きます。", "この表のセルの書式を選びます。"])
    );

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("en", "We choose the table in the park.", 1)]
    [InlineData("en", "Wir wählen die Tabelle.", 0)]
    [InlineData("en→de", "Wir wählen die Tabelle.", 1)]
    [InlineData("ja", "表を選びます", 1)]
    [InlineData("pt-BR", "Nós andamos hoje", 1)]
    [InlineData("de", "", 0)]
    [InlineData("de", "12 + 3", 0)]
    public void An_output_is_in_its_language_or_not(string language, string output, double score)
    {
        var metric = (IBatchMetric)LanguageIdRecipes.OwnLanguage(Texts, new LanguageSet("en de pt ja".Split(' ').Select(Language.Parse)));
        var context = new MetricContext(_folder.Path, _ => { }, _ => throw new InvalidOperationException());
        metric.Score([Predict.In(Language.Parse(language), output)], context).Single().Value.ShouldBe(score);
        ((ILanguageBound)metric).Refusal(Language.Parse(language)).ShouldBeNull();
        ((ILanguageBound)metric).Refusal(Language.Parse("ru"))!.What.ShouldContain("Russian (ru) is none of the languages");
    }

    [Fact]
    public void Wrong_settings_are_refused_at_once() =>
        Should
            .Throw<InputException>(() => LanguageIdRecipes.OwnLanguage(Texts, new LanguageSet([Language.Parse("ru")]), texts: 0))
            .Problems.Select(p => p.What)
            .ShouldBe(["1 languages are told from each other", "the source 'made-up' has no rus_Cyrl", "texts is 0"]);
}
