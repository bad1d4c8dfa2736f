using static Clt.Plugins.Sources.Lexicons.LexiconRecipes;

namespace Plugins.Tests.Sources.Lexicons;

/// <summary>Texts beside what rules made informal.</summary>
public sealed class InformalTests
{
    private static readonly MadeUpSource Texts = MadeUpSource.Of(
        ("en", ["Please do not close the document, because you want to save it.", "File", "one two three four"]),
        ("fr", ["Vous ne devez pas fermer toutes les fenêtres."]),
        ("it", ["Per favore, non chiudere il documento."]),
        ("pt-BR", ["Você não pode fechar o documento."]),
        ("de", ["Bitte schließen Sie das Fenster nicht."])
    );

    [Theory]
    [InlineData("en", "contractions elisions slang", "Plz dont close the doc, cuz u wanna save it.")]
    [InlineData("fr", "elisions", "Vs devez pas fermer toutes les fenêtres.")]
    [InlineData("it", "contractions slang", "Pls, nn chiudere il doc.")]
    [InlineData("pt-BR", "contractions", "Vc n pode fechar o documento.")]
    [InlineData("pt-BR", "case", "você não pode fechar o documento.")]
    public void Words_are_replaced_whole_and_keep_their_capital(string language, string rules, string informal)
    {
        var made = Informal(Texts, rules, heldOut: "", rate: 1).Read(language, Split.Train)[0];
        made["text"].ShouldBe(Texts.Read(language, Split.Train)[0]["text"]);
        // What may stand before or behind a text is drawn.
        made["informal"].ShouldContain(informal.TrimEnd('.')[1..]);
    }

    [Fact]
    public void Held_out_rules_are_for_test_items_alone_and_the_same_each_time()
    {
        var source = Informal(Texts, "case", heldOut: "numerals emoticons", rate: 1);
        source.Read("en", Split.Train)[0]["informal"].ShouldBe("please do not close the document, because you want to save it.");
        var tested = source.Read("en", Split.Test)[0]["informal"];
        tested.ShouldStartWith("please do not close the document, because you want 2 save it.");
        tested[^2].ShouldBeOneOf(':', ';');
        Informal(Texts, "case", heldOut: "numerals emoticons", rate: 1).Read("en", Split.Test)[0]["informal"].ShouldBe(tested);
    }

    [Fact]
    public void Short_texts_and_those_that_cannot_be_informal_are_left_out_and_a_text_that_no_rule_changes_loses_its_capital()
    {
        var source = Informal(Texts, "slang", heldOut: "", rate: 1e-9);
        var english = source.Read("en", Split.Train).ShouldHaveSingleItem();
        english["informal"].ShouldBe("please do not close the document, because you want to save it");
        source.Info.Languages.Select(l => l.Short).ShouldBe(["en", "fr", "it", "pt-BR"]);
        source.Read("de", Split.Train).ShouldBeEmpty();
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var german = MadeUpSource.Of(("de", ["Bitte schließen Sie das Fenster nicht."]));
        var thrown = Should.Throw<InputException>(() =>
            Informal(german, "case shouting", heldOut: "case", rate: 0, words: 0, into: "text")
        );
        thrown
            .Problems.Select(p => p.What)
            .ShouldBe([
                "there is no rule 'shouting'",
                "the rule 'case' is held out and not",
                "rate is 0",
                "words is 0",
                "the informal text would replace 'text'",
                "the source 'made-up' has no language with rules",
            ]);
        Should.Throw<InputException>(() => Informal(Texts, "")).Message.ShouldContain("no rule is named");
    }
}
