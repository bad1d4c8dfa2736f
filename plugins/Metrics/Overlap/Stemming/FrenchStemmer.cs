namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Snowball's French stemmer.</summary>
internal static class FrenchStemmer
{
    private const string Vowels = "aeiouyâàëéêèïîôûù";

    private static readonly string[] VerbsI =
    [
        "îmes",
        "ît",
        "îtes",
        "i",
        "ie",
        "ies",
        "ir",
        "ira",
        "irai",
        "iraIent",
        "irais",
        "irait",
        "iras",
        "irent",
        "irez",
        "iriez",
        "irions",
        "irons",
        "iront",
        "is",
        "issaIent",
        "issais",
        "issait",
        "issant",
        "issante",
        "issantes",
        "issants",
        "isse",
        "issent",
        "isses",
        "issez",
        "issiez",
        "issions",
        "issons",
        "it",
    ];

    private static readonly string[] VerbsE =
    [
        "é",
        "ée",
        "ées",
        "és",
        "èrent",
        "er",
        "era",
        "erai",
        "eraIent",
        "erais",
        "erait",
        "eras",
        "erez",
        "eriez",
        "erions",
        "erons",
        "eront",
        "ez",
        "iez",
    ];

    private static readonly string[] VerbsA =
    [
        "âmes",
        "ât",
        "âtes",
        "a",
        "ai",
        "aIent",
        "ais",
        "ait",
        "ant",
        "ante",
        "antes",
        "ants",
        "as",
        "asse",
        "assent",
        "asses",
        "assiez",
        "assions",
    ];

    public static string Stem(string text)
    {
        var marked = Marked(text);
        var word = new StemWord(marked, Vowels) { RV = Region(marked) };
        var before = word.Text;
        var standard = FrenchEndings.Delete(word);
        var adverb = standard is "amment" or "emment" or "ment" or "ments";
        if ((standard is null || adverb) && !VerbI(word))
            Verb(word);
        if (word.Text != before)
        {
            if (word.EndsWith("Y"))
                word.Replace("Y", "i");
            else if (word.EndsWith("ç"))
                word.Replace("ç", "c");
        }
        else
        {
            Residual(word);
        }

        if (word.Longest(["enn", "onn", "ett", "ell", "eill"]) is not null)
            word.Text = word.Text[..^1];
        Unaccent(word);
        return word.Text.ToLowerInvariant();
    }

    /// <summary>i, u and y that are no vowels here become capitals.</summary>
    private static string Marked(string text)
    {
        var letters = text.ToCharArray();
        bool Vowel(int at) => at >= 0 && at < letters.Length && Vowels.Contains(letters[at]);
        for (var i = 0; i < letters.Length; i++)
        {
            var consonant = letters[i] switch
            {
                'u' => (i > 0 && letters[i - 1] == 'q') || (Vowel(i - 1) && Vowel(i + 1)),
                'i' => Vowel(i - 1) && Vowel(i + 1),
                'y' => Vowel(i - 1) || Vowel(i + 1),
                _ => false,
            };
            if (consonant)
                letters[i] = char.ToUpperInvariant(letters[i]);
        }

        return new string(letters);
    }

    private static int Region(string text)
    {
        if (text.Length < 3)
            return text.Length;
        if (text[..3] is "par" or "col" or "tap" || (Vowels.Contains(text[0]) && Vowels.Contains(text[1])))
            return 3;
        for (var i = 1; i < text.Length; i++)
            if (Vowels.Contains(text[i]))
                return i + 1;
        return text.Length;
    }

    private static bool VerbI(StemWord word)
    {
        if (word.Longest(VerbsI, word.RV) is not { } ending)
            return false;
        var at = word.Text.Length - ending.Length - 1;
        if (at < word.RV || word.IsVowel(at))
            return false;
        word.Replace(ending, "");
        return true;
    }

    private static void Verb(StemWord word)
    {
        if (word.Longest([.. VerbsE, .. VerbsA, "ions"], word.RV) is not { } ending || (ending == "ions" && !word.IsIn(ending, word.R2)))
            return;
        word.Replace(ending, "");
        if (VerbsA.Contains(ending))
            word.Delete("e", word.RV);
    }

    private static void Residual(StemWord word)
    {
        if (word.EndsWith("s") && word.Text.Length > 1 && !"aiouès".Contains(word.Text[^2]))
            word.Replace("s", "");
        switch (word.Longest(["ion", "ier", "ière", "Ier", "Ière", "e", "ë"], word.RV))
        {
            case "ion":
                if (word.IsIn("ion", word.R2) && (word.EndsWith("sion") || word.EndsWith("tion")) && word.IsIn("sion", word.RV))
                    word.Replace("ion", "");
                break;
            case "e":
                word.Replace("e", "");
                break;
            case "ë":
                if (word.EndsWith("guë"))
                    word.Replace("ë", "");
                break;
            case { } ending:
                word.Replace(ending, "i");
                break;
        }
    }

    /// <summary>The last é or è loses its accent where only non-vowels follow it, at least one.</summary>
    private static void Unaccent(StemWord word)
    {
        var at = word.Text.Length - 1;
        while (at >= 0 && !word.IsVowel(at))
            at--;
        if (at >= 0 && at < word.Text.Length - 1 && word.Text[at] is 'é' or 'è')
            word.Text = word.Text[..at] + "e" + word.Text[(at + 1)..];
    }
}
