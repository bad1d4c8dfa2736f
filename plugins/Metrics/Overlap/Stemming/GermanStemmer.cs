namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Snowball's German stemmer.</summary>
internal static class GermanStemmer
{
    private const string Vowels = "aeiouyäöü";

    public static string Stem(string text)
    {
        var letters = text.Replace("ß", "ss").ToCharArray();
        for (var i = 1; i < letters.Length - 1; i++)
            if (letters[i] is 'u' or 'y' && Vowels.Contains(letters[i - 1]) && Vowels.Contains(letters[i + 1]))
                letters[i] = char.ToUpperInvariant(letters[i]);
        var word = new StemWord(new string(letters), Vowels);
        // At least three letters stand before R1.
        word.R1 = Math.Max(word.R1, Math.Min(3, word.Text.Length));
        First(word);
        if (word.Longest(["en", "er", "est", "st"]) is { } second && word.IsIn(second, word.R1) && (second != "st" || AfterSt(word)))
            word.Replace(second, "");
        Third(word);
        return word.Text.Replace('U', 'u').Replace('Y', 'y').Replace('ä', 'a').Replace('ö', 'o').Replace('ü', 'u');
    }

    private static void First(StemWord word)
    {
        if (word.Longest(["em", "ern", "er", "e", "en", "es", "s"]) is not { } ending || !word.IsIn(ending, word.R1))
            return;
        if (ending == "s" && (word.Text.Length < 2 || !"bdfghklmnrt".Contains(word.Text[^2])))
            return;
        word.Replace(ending, "");
        if (ending is "e" or "en" or "es" && word.EndsWith("niss"))
            word.Replace("s", "");
    }

    private static bool AfterSt(StemWord word) => word.Text.Length >= 6 && "bdfghklmnt".Contains(word.Text[^3]);

    private static void Third(StemWord word)
    {
        if (word.Longest(["end", "ung", "ig", "ik", "isch", "lich", "heit", "keit"]) is not { } ending || !word.IsIn(ending, word.R2))
            return;
        var afterE = word.Text.Length > ending.Length && word.Text[^(ending.Length + 1)] == 'e';
        if (ending is "ig" or "ik" or "isch" && afterE)
            return;
        word.Replace(ending, "");
        switch (ending)
        {
            case "end" or "ung":
                if (word.EndsWith("ig") && !word.EndsWith("eig"))
                    word.Delete("ig", word.R2);
                break;
            case "lich" or "heit":
                word.DeleteLongest(word.R1, "er", "en");
                break;
            case "keit":
                word.DeleteLongest(word.R2, "lich", "ig");
                break;
        }
    }
}
