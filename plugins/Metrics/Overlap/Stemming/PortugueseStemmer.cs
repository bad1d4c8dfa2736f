namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Snowball's Portuguese stemmer.</summary>
internal static class PortugueseStemmer
{
    private const string Vowels = "aeiouáéíóúâêô";

    private static readonly string[] Plain =
    [
        "eza",
        "ezas",
        "ico",
        "ica",
        "icos",
        "icas",
        "ismo",
        "ismos",
        "ável",
        "ível",
        "ista",
        "istas",
        "oso",
        "osa",
        "osos",
        "osas",
        "amento",
        "amentos",
        "imento",
        "imentos",
        "adora",
        "ador",
        "aça~o",
        "adoras",
        "adores",
        "aço~es",
        "ante",
        "antes",
        "ância",
    ];

    private static readonly string[] Verbs =
    [
        "ada",
        "ida",
        "ia",
        "aria",
        "eria",
        "iria",
        "ará",
        "ara",
        "erá",
        "era",
        "irá",
        "ava",
        "asse",
        "esse",
        "isse",
        "aste",
        "este",
        "iste",
        "ei",
        "arei",
        "erei",
        "irei",
        "am",
        "iam",
        "ariam",
        "eriam",
        "iriam",
        "aram",
        "eram",
        "iram",
        "avam",
        "em",
        "arem",
        "erem",
        "irem",
        "assem",
        "essem",
        "issem",
        "ado",
        "ido",
        "ando",
        "endo",
        "indo",
        "ara~o",
        "era~o",
        "ira~o",
        "ar",
        "er",
        "ir",
        "as",
        "adas",
        "idas",
        "ias",
        "arias",
        "erias",
        "irias",
        "arás",
        "aras",
        "erás",
        "eras",
        "irás",
        "avas",
        "es",
        "ardes",
        "erdes",
        "irdes",
        "ares",
        "eres",
        "ires",
        "asses",
        "esses",
        "isses",
        "astes",
        "estes",
        "istes",
        "is",
        "ais",
        "eis",
        "íeis",
        "aríeis",
        "eríeis",
        "iríeis",
        "áreis",
        "areis",
        "éreis",
        "ereis",
        "íreis",
        "ireis",
        "ásseis",
        "ésseis",
        "ísseis",
        "áveis",
        "ados",
        "idos",
        "ámos",
        "amos",
        "íamos",
        "aríamos",
        "eríamos",
        "iríamos",
        "áramos",
        "éramos",
        "íramos",
        "ávamos",
        "emos",
        "aremos",
        "eremos",
        "iremos",
        "ássemos",
        "êssemos",
        "íssemos",
        "imos",
        "armos",
        "ermos",
        "irmos",
        "eu",
        "iu",
        "ou",
        "ira",
        "iras",
    ];

    public static string Stem(string text)
    {
        text = text.Replace("ã", "a~").Replace("õ", "o~");
        var word = new StemWord(text, Vowels) { RV = IberianRegion.Of(text, Vowels) };
        if (Standard(word) || Verb(word))
        {
            if (word.EndsWith("ci"))
                word.Delete("i", word.RV);
        }
        else if (word.Longest(["os", "a", "i", "o", "á", "í", "ó"], word.RV) is { } residual)
        {
            word.Replace(residual, "");
        }

        if (word.Longest(["e", "é", "ê"], word.RV) is { } e)
        {
            word.Replace(e, "");
            if (word.EndsWith("gu"))
                word.Delete("u", word.RV);
            else if (word.EndsWith("ci"))
                word.Delete("i", word.RV);
        }
        else if (word.EndsWith("ç"))
        {
            word.Replace("ç", "c");
        }

        return word.Text.Replace("a~", "ã").Replace("o~", "õ");
    }

    private static bool Standard(StemWord word)
    {
        string[] others =
        [
            "logia",
            "logias",
            "uça~o",
            "uço~es",
            "ência",
            "ências",
            "amente",
            "mente",
            "idade",
            "idades",
            "iva",
            "ivo",
            "ivas",
            "ivos",
            "ira",
            "iras",
        ];
        if (word.Longest([.. Plain, .. others]) is not { } ending)
            return false;
        var (region, by) = ending switch
        {
            "amente" => (word.R1, ""),
            "ira" or "iras" => (word.RV, "ir"),
            "logia" or "logias" => (word.R2, "log"),
            "uça~o" or "uço~es" => (word.R2, "u"),
            "ência" or "ências" => (word.R2, "ente"),
            _ => (word.R2, ""),
        };
        if (!word.IsIn(ending, region) || (by == "ir" && !word.EndsWith("e" + ending)))
            return false;
        word.Replace(ending, by);
        if (ending == "amente")
            SpanishStemmer.Adverb(word);
        else if (ending == "mente")
            word.DeleteLongest(word.R2, "ante", "avel", "ível");
        else if (ending is "idade" or "idades")
            word.DeleteLongest(word.R2, "abil", "ic", "iv");
        else if (ending[..2] == "iv")
            word.Delete("at", word.R2);
        return true;
    }

    private static bool Verb(StemWord word)
    {
        if (word.Longest(Verbs, word.RV) is not { } ending)
            return false;
        word.Replace(ending, "");
        return true;
    }
}
