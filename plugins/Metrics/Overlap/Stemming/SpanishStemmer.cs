namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Snowball's Spanish stemmer.</summary>
internal static class SpanishStemmer
{
    private const string Vowels = "aeiouáéíóúü";
    private static readonly string[] Pronouns =
    [
        "me",
        "se",
        "sela",
        "selo",
        "selas",
        "selos",
        "la",
        "le",
        "lo",
        "las",
        "les",
        "los",
        "nos",
    ];
    private static readonly string[] BeforePronouns = ["iéndo", "ándo", "ár", "ér", "ír", "ando", "iendo", "ar", "er", "ir", "yendo"];

    private static readonly string[] Plain =
    [
        "anza",
        "anzas",
        "ico",
        "ica",
        "icos",
        "icas",
        "ismo",
        "ismos",
        "able",
        "ables",
        "ible",
        "ibles",
        "ista",
        "istas",
        "oso",
        "osa",
        "osos",
        "osas",
        "amiento",
        "amientos",
        "imiento",
        "imientos",
    ];

    private static readonly string[] AfterIc =
    [
        "adora",
        "ador",
        "ación",
        "adoras",
        "adores",
        "aciones",
        "ante",
        "antes",
        "ancia",
        "ancias",
    ];

    private static readonly string[] WithY = ["ya", "ye", "yan", "yen", "yeron", "yendo", "yo", "yó", "yas", "yes", "yais", "yamos"];

    private static readonly string[] Verbs =
    [
        .. ((string[])["a", "e", "i"]).SelectMany(v =>
            ((string[])["rían", "rías", "rán", "rás", "ríais", "ría", "réis", "ríamos", "remos", "rá", "ré"]).Select(r => v + r)
        ),
        "aba",
        "ada",
        "ida",
        "ía",
        "ara",
        "iera",
        "ad",
        "ed",
        "id",
        "ase",
        "iese",
        "aste",
        "iste",
        "an",
        "aban",
        "ían",
        "aran",
        "ieran",
        "asen",
        "iesen",
        "aron",
        "ieron",
        "ado",
        "ido",
        "ando",
        "iendo",
        "ió",
        "ar",
        "er",
        "ir",
        "as",
        "abas",
        "adas",
        "idas",
        "ías",
        "aras",
        "ieras",
        "ases",
        "ieses",
        "ís",
        "áis",
        "abais",
        "íais",
        "arais",
        "ierais",
        "aseis",
        "ieseis",
        "asteis",
        "isteis",
        "ados",
        "idos",
        "amos",
        "ábamos",
        "íamos",
        "imos",
        "áramos",
        "iéramos",
        "iésemos",
        "ásemos",
        "en",
        "es",
        "éis",
        "emos",
    ];

    public static string Stem(string text)
    {
        var word = new StemWord(text, Vowels) { RV = IberianRegion.Of(text, Vowels) };
        Pronoun(word);
        if (!Standard(word) && !Y(word))
            Verb(word);
        Residual(word);
        return Plainly(word.Text);
    }

    private static void Pronoun(StemWord word)
    {
        if (word.Longest(Pronouns) is not { } pronoun)
            return;
        var before = new StemWord(word.Text[..^pronoun.Length], Vowels);
        if (before.Longest(BeforePronouns) is not { } verb || !before.IsIn(verb, word.RV))
            return;
        if (verb == "yendo" && !before.EndsWith("uyendo"))
            return;
        word.Text = before.Text[..^verb.Length] + Plainly(verb);
    }

    private static bool Standard(StemWord word)
    {
        string[] others =
        [
            "logía",
            "logías",
            "ución",
            "uciones",
            "encia",
            "encias",
            "amente",
            "mente",
            "idad",
            "idades",
            "iva",
            "ivo",
            "ivas",
            "ivos",
        ];
        if (word.Longest([.. Plain, .. AfterIc, .. others]) is not { } ending || !word.IsIn(ending, ending == "amente" ? word.R1 : word.R2))
            return false;
        word.Replace(
            ending,
            ending[..3] switch
            {
                "log" => "log",
                "uci" => "u",
                "enc" => "ente",
                _ => "",
            }
        );
        if (AfterIc.Contains(ending))
            word.Delete("ic", word.R2);
        else if (ending == "amente")
            Adverb(word);
        else if (ending == "mente")
            word.DeleteLongest(word.R2, "ante", "able", "ible");
        else if (ending is "idad" or "idades")
            word.DeleteLongest(word.R2, "abil", "ic", "iv");
        else if (ending[..2] == "iv")
            word.Delete("at", word.R2);
        return true;
    }

    internal static void Adverb(StemWord word)
    {
        if (word.Delete("iv", word.R2))
            word.Delete("at", word.R2);
        else
            word.DeleteLongest(word.R2, "os", "ic", "ad");
    }

    private static bool Y(StemWord word)
    {
        if (word.Longest(WithY, word.RV) is not { } ending || !word.EndsWith("u" + ending))
            return false;
        word.Replace(ending, "");
        return true;
    }

    private static void Verb(StemWord word)
    {
        if (word.Longest(Verbs, word.RV) is not { } ending)
            return;
        word.Replace(ending, "");
        if (ending is "en" or "es" or "éis" or "emos" && word.EndsWith("gu"))
            word.Replace("u", "");
    }

    private static void Residual(StemWord word)
    {
        if (word.Longest(["os", "a", "o", "á", "í", "ó", "e", "é"], word.RV) is not { } ending)
            return;
        word.Replace(ending, "");
        if (ending is "e" or "é" && word.EndsWith("gu"))
            word.Delete("u", word.RV);
    }

    private static string Plainly(string text) =>
        text.Replace('á', 'a').Replace('é', 'e').Replace('í', 'i').Replace('ó', 'o').Replace('ú', 'u');
}
