// What the multilingual models of this folder read, each text by itself: help pages, descriptions of packages and programs, requests to
// assistants, paragraphs and names, in eleven languages (the encoder) or ten (the encoder-decoder). No text is joined to its translation,
// and nothing tells which texts are translations of each other. Held out: the parallel treebanks (PUD) altogether; the test and validation
// parts of what is read; a half of XQuAD's paragraphs.
#r "../../artifacts/Clt.Recipes.dll"
using Clt.Recipes.Mixtures;
using static Clt.Recipe;

static class Texts
{
    /// <summary>The languages of the help pages that the encoder-decoder reads.</summary>
    public const string HelpTags = "en de fr ru ja it pt pt-BR es nl";

    /// <summary>The languages of the encoder-decoder.</summary>
    public static LanguageSet Mended => Langs(HelpTags);

    /// <summary>The mixture of the encoder-decoder, by shares of examples.</summary>
    public static MixtureChoice ToMend()
    {
        var pages = LanguageModelling(on: HelpPages(HelpTags, passage: 350));
        var shorter = LanguageModelling(on: HelpParagraphs(HelpTags, characters: 90));
        var packages = LanguageModelling(on: DebianDescriptions(), field: "description");
        var programs = LanguageModelling(on: DebianComponents());
        var strings = LanguageModelling(on: InterfaceStrings("de fr ru ja it pt pt-BR es nl", passage: 350));
        var paragraphs = LanguageModelling(on: Xquad(divided: true), field: "context");
        var questions = LanguageModelling(on: Xquad(divided: true), field: "question");
        var requests = LanguageModelling(on: Mtop());
        return Share(330, shorter, Mended)
            + Share(70, pages, Mended)
            + Share(12, pages, Langs("ru ja nl"))
            + Share(16, packages, Langs("en de fr ru ja it pt-BR es"))
            + Share(6, programs, Langs("en de fr ru ja it pt-BR es nl"))
            + Share(24, strings, Mended)
            + Share(4, paragraphs, Langs("en de es ru"))
            + Share(4, questions, Langs("en de es ru"))
            + Share(6, requests, Langs("en de fr es"));
    }

    /// <summary>The mixture of encoders, by shares of examples.</summary>
    public static MixtureChoice Of()
    {
        var pages = LanguageModelling(on: HelpPages("en de fr es pt pt-BR ru hi ko zh", passage: 350));
        var packages = LanguageModelling(on: DebianDescriptions(), field: "description");
        var programs = LanguageModelling(on: DebianComponents());
        var strings = LanguageModelling(on: InterfaceStrings("de fr es pt pt-BR ru hi ar ko zh th", passage: 350));
        var paragraphs = LanguageModelling(on: Xquad(divided: true), field: "context");
        var questions = LanguageModelling(on: Xquad(divided: true), field: "question");
        var requests = LanguageModelling(on: Mtop());
        var dialogue = LanguageModelling(on: Dialogue(divided: "en"));
        var names = LanguageModelling(on: LocaleText("en es fr de pt zh ko ar", lines: 4000));

        // Shares are of examples, which differ in length: a passage of help has about 80 tokens, a description 150, a passage of strings
        // 80, a paragraph 220, a request 14, a name 6.
        return Share(60, pages, Langs("en de fr es pt pt-BR ru ko zh"))
            + Share(14, pages, Lang("ru"))
            + Share(2, pages, Lang("hi"))
            + Share(18, packages, Langs("en de fr es pt pt-BR ru ko zh"))
            + Share(4, packages, Lang("ru"))
            + Share(6, programs, Langs("en de fr es pt pt-BR ru ko zh ar"))
            + Share(30, strings, Langs("hi ar ko zh th ru"))
            + Share(10, strings, Langs("en de fr es pt-BR"))
            + Share(6, paragraphs, Langs("en de es ru hi ar th zh"))
            + Share(8, questions, Langs("en de es ru hi ar th zh"))
            + Share(30, requests, Langs("en de fr es hi th"))
            + Share(8, dialogue, Langs("en es th"))
            + Share(10, names, Langs("en es fr de pt zh ko ar"));
    }
}
