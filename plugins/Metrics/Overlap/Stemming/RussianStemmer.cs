namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Snowball's Russian stemmer.</summary>
internal static class RussianStemmer
{
    private static readonly string[] GerundAfterA = ["в", "вши", "вшись"];
    private static readonly string[] Gerund = ["ив", "ивши", "ившись", "ыв", "ывши", "ывшись"];

    private static readonly string[] Adjective =
    [
        "ее",
        "ие",
        "ые",
        "ое",
        "ими",
        "ыми",
        "ей",
        "ий",
        "ый",
        "ой",
        "ем",
        "им",
        "ым",
        "ом",
        "его",
        "ого",
        "ему",
        "ому",
        "их",
        "ых",
        "ую",
        "юю",
        "ая",
        "яя",
        "ою",
        "ею",
    ];

    private static readonly string[] ParticipleAfterA = ["ем", "нн", "вш", "ющ", "щ"];
    private static readonly string[] Participle = ["ивш", "ывш", "ующ"];

    private static readonly string[] VerbAfterA =
    [
        "ла",
        "на",
        "ете",
        "йте",
        "ли",
        "й",
        "л",
        "ем",
        "н",
        "ло",
        "но",
        "ет",
        "ют",
        "ны",
        "ть",
        "ешь",
        "нно",
    ];

    private static readonly string[] Verb =
    [
        "ила",
        "ыла",
        "ена",
        "ейте",
        "уйте",
        "ите",
        "или",
        "ыли",
        "ей",
        "уй",
        "ил",
        "ыл",
        "им",
        "ым",
        "ен",
        "ило",
        "ыло",
        "ено",
        "ят",
        "ует",
        "уют",
        "ит",
        "ыт",
        "ены",
        "ить",
        "ыть",
        "ишь",
        "ую",
        "ю",
    ];

    private static readonly string[] Noun =
    [
        "а",
        "ев",
        "ов",
        "ие",
        "ье",
        "е",
        "иями",
        "ями",
        "ами",
        "еи",
        "ии",
        "и",
        "ией",
        "ей",
        "ой",
        "ий",
        "й",
        "иям",
        "ям",
        "ием",
        "ем",
        "ам",
        "ом",
        "о",
        "у",
        "ах",
        "иях",
        "ях",
        "ы",
        "ь",
        "ию",
        "ью",
        "ю",
        "ия",
        "ья",
        "я",
    ];

    public static string Stem(string text)
    {
        var word = new StemWord(text, "аеиоуыэюя");
        var vowel = text.AsSpan().IndexOfAny("аеиоуыэюя");
        if (vowel < 0)
            return text;
        word.RV = vowel + 1;
        if (!AfterA(word, GerundAfterA, Gerund))
        {
            word.DeleteLongest(word.RV, "ся", "сь");
            if (word.Longest(Adjective, word.RV) is { } adjective)
            {
                word.Replace(adjective, "");
                AfterA(word, ParticipleAfterA, Participle);
            }
            else if (!AfterA(word, VerbAfterA, Verb) && word.Longest(Noun, word.RV) is { } noun)
            {
                word.Replace(noun, "");
            }
        }

        word.Delete("и", word.RV);
        word.DeleteLongest(word.R2, "ост", "ость");
        if (word.Longest(["ейш", "ейше"], word.RV) is { } superlative)
            word.Replace(superlative, "");
        if (word.EndsWith("нн") && word.IsIn("нн", word.RV))
            word.Replace("н", "");
        else
            word.Delete("ь", word.RV);
        return word.Text;
    }

    /// <summary>Deletes the longest ending, of which those of the first kind need а or я before them, which stays.</summary>
    private static bool AfterA(StemWord word, string[] afterA, string[] others)
    {
        var longest = word.Longest(afterA.SelectMany(e => (string[])["а" + e, "я" + e]), word.RV);
        var other = word.Longest(others, word.RV);
        if (longest is null && other is null)
            return false;
        // The first kind is measured without its а or я.
        if (other is not null && other.Length > (longest?.Length ?? 0) - 1)
            word.Replace(other, "");
        else
            word.Replace(longest![1..], "");
        return true;
    }
}
