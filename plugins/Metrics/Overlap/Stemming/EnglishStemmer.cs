namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Snowball's English stemmer (Porter2).</summary>
internal static class EnglishStemmer
{
    private const string Vowels = "aeiouy";

    private static readonly Dictionary<string, string> Irregular = new()
    {
        ["skis"] = "ski",
        ["skies"] = "sky",
        ["dying"] = "die",
        ["lying"] = "lie",
        ["tying"] = "tie",
        ["idly"] = "idl",
        ["gently"] = "gentl",
        ["ugly"] = "ugli",
        ["early"] = "earli",
        ["only"] = "onli",
        ["singly"] = "singl",
        ["sky"] = "sky",
        ["news"] = "news",
        ["howe"] = "howe",
        ["atlas"] = "atlas",
        ["cosmos"] = "cosmos",
        ["bias"] = "bias",
        ["andes"] = "andes",
    };

    private static readonly string[] KeptAfterS = ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

    private static readonly (string Ending, string By)[] Second =
    [
        ("tional", "tion"),
        ("enci", "ence"),
        ("anci", "ance"),
        ("abli", "able"),
        ("entli", "ent"),
        ("izer", "ize"),
        ("ization", "ize"),
        ("ational", "ate"),
        ("ation", "ate"),
        ("ator", "ate"),
        ("alism", "al"),
        ("aliti", "al"),
        ("alli", "al"),
        ("fulness", "ful"),
        ("ousli", "ous"),
        ("ousness", "ous"),
        ("iveness", "ive"),
        ("iviti", "ive"),
        ("biliti", "ble"),
        ("bli", "ble"),
        ("ogi", "og"),
        ("fulli", "ful"),
        ("lessli", "less"),
        ("li", ""),
    ];

    private static readonly (string Ending, string By)[] Third =
    [
        ("tional", "tion"),
        ("ational", "ate"),
        ("alize", "al"),
        ("icate", "ic"),
        ("iciti", "ic"),
        ("ical", "ic"),
        ("ful", ""),
        ("ness", ""),
        ("ative", ""),
    ];

    private static readonly string[] Fourth =
    [
        "al",
        "ance",
        "ence",
        "er",
        "ic",
        "able",
        "ible",
        "ant",
        "ement",
        "ment",
        "ent",
        "ism",
        "ate",
        "iti",
        "ous",
        "ive",
        "ize",
        "ion",
    ];

    public static string Stem(string text)
    {
        if (Irregular.TryGetValue(text, out var known))
            return known;
        var letters = text.ToCharArray();
        // y is a consonant at the beginning and after a vowel.
        for (var i = 0; i < letters.Length; i++)
            if (letters[i] == 'y' && (i == 0 || Vowels.Contains(letters[i - 1])))
                letters[i] = 'Y';
        var word = new StemWord(new string(letters), Vowels);
        if (((string[])["gener", "commun", "arsen"]).FirstOrDefault(p => text.StartsWith(p, StringComparison.Ordinal)) is { } prefix)
            (word.R1, word.R2) = (prefix.Length, prefix.Length + new StemWord(word.Text[prefix.Length..], Vowels).R1);
        Plural(word);
        if (KeptAfterS.Contains(word.Text))
            return word.Text;
        Past(word);
        if (word.Text.Length > 2 && (word.EndsWith("y") || word.EndsWith("Y")) && !word.IsVowel(word.Text.Length - 2))
            word.Text = word.Text[..^1] + "i";
        Suffix(word, Second);
        Suffix(word, Third);
        var ion = word.EndsWith("sion") || word.EndsWith("tion");
        if (word.Longest(Fourth) is { } fourth && word.IsIn(fourth, word.R2) && (fourth != "ion" || ion))
            word.Replace(fourth, "");
        var mayLoseE = word.IsIn("e", word.R2) || (word.IsIn("e", word.R1) && !EndsShort(word, word.Text.Length - 1));
        if (word.EndsWith("e") && mayLoseE)
            word.Replace("e", "");
        else if (word.EndsWith("ll"))
            word.Delete("l", word.R2);
        return word.Text.Replace('Y', 'y');
    }

    private static void Plural(StemWord word)
    {
        switch (word.Longest(["sses", "ied", "ies", "us", "ss", "s"]))
        {
            case "sses":
                word.Replace("es", "");
                break;
            case "ied" or "ies":
                word.Text = word.Text[..^2];
                if (word.Text.Length == 2)
                    word.Text += "e";
                break;
            case "s":
                if (HasVowel(word, word.Text.Length - 2))
                    word.Replace("s", "");
                break;
        }
    }

    private static void Past(StemWord word)
    {
        if (word.Longest(["eed", "eedly", "ed", "edly", "ing", "ingly"]) is not { } ending)
            return;
        if (ending is "eed" or "eedly")
        {
            if (word.IsIn(ending, word.R1))
                word.Replace(ending, "ee");
            return;
        }

        if (!HasVowel(word, word.Text.Length - ending.Length))
            return;
        word.Replace(ending, "");
        if (word.Longest(["at", "bl", "iz"]) is not null)
            word.Text += "e";
        else if (word.Longest(["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"]) is not null)
            word.Text = word.Text[..^1];
        else if (word.R1 >= word.Text.Length && EndsShort(word, word.Text.Length))
            word.Text += "e";
    }

    private static void Suffix(StemWord word, (string Ending, string By)[] table)
    {
        if (word.Longest(table.Select(t => t.Ending)) is not { } ending || !word.IsIn(ending, ending == "ative" ? word.R2 : word.R1))
            return;
        if (ending == "ogi" && !word.EndsWith("logi"))
            return;
        if (ending == "li" && (word.Text.Length < 3 || !"cdeghkmnrt".Contains(word.Text[^3])))
            return;
        word.Replace(ending, table.First(t => t.Ending == ending).By);
    }

    private static bool HasVowel(StemWord word, int end) => Enumerable.Range(0, Math.Max(0, end)).Any(word.IsVowel);

    /// <summary>
    /// Whether the word up to an end ends in a short syllable: a vowel after a consonant and before one other than w, x, Y; or at the
    /// beginning.
    /// </summary>
    private static bool EndsShort(StemWord word, int end)
    {
        if (end == 2)
            return word.IsVowel(0) && !word.IsVowel(1);
        return end > 2
            && !word.IsVowel(end - 3)
            && word.IsVowel(end - 2)
            && !word.IsVowel(end - 1)
            && word.Text[end - 1] is not ('w' or 'x' or 'Y');
    }
}
