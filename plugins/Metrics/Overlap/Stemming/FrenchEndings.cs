namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Standard endings of French words (step 1 of Snowball's stemmer).</summary>
internal static class FrenchEndings
{
    private static readonly string[] Plain = ["ance", "iqUe", "isme", "able", "iste", "eux", "ances", "iqUes", "ismes", "ables", "istes"];
    private static readonly string[] Agents = ["atrice", "ateur", "ation", "atrices", "ateurs", "ations"];

    private static readonly string[] All =
    [
        .. Plain,
        .. Agents,
        "logie",
        "logies",
        "usion",
        "ution",
        "usions",
        "utions",
        "ence",
        "ences",
        "ement",
        "ements",
        "ité",
        "ités",
        "if",
        "ive",
        "ifs",
        "ives",
        "eaux",
        "aux",
        "euse",
        "euses",
        "issement",
        "issements",
        "amment",
        "emment",
        "ment",
        "ments",
    ];

    /// <summary>Deletes or replaces the longest standard ending.</summary>
    /// <returns>The ending, or null where nothing was done.</returns>
    public static string? Delete(StemWord word)
    {
        if (word.Longest(All) is not { } ending)
            return null;
        var (r1, r2, rv) = (word.IsIn(ending, word.R1), word.IsIn(ending, word.R2), word.IsIn(ending, word.RV));
        switch (ending)
        {
            case "eaux":
                word.Replace("eaux", "eau");
                return ending;
            case "aux":
                return r1 ? Done("al") : null;
            case "euse" or "euses":
                return r2 ? Done("")
                    : r1 ? Done("eux")
                    : null;
            case "issement" or "issements":
                return r1 && !word.IsVowel(word.Text.Length - ending.Length - 1) ? Done("") : null;
            case "amment":
                return rv ? Done("ant") : null;
            case "emment":
                return rv ? Done("ent") : null;
            case "ment" or "ments":
                var at = word.Text.Length - ending.Length - 1;
                return at >= word.RV && word.IsVowel(at) ? Done("") : null;
            case "ement" or "ements":
                if (!rv)
                    return null;
                Done("");
                AfterEment(word);
                return ending;
        }

        if (!r2)
            return null;
        Done(
            ending[..3] switch
            {
                "log" => "log",
                "usi" or "uti" => "u",
                "enc" => "ent",
                _ => "",
            }
        );
        if (Agents.Contains(ending))
            IcOr(word);
        else if (ending is "ité" or "ités")
            AfterIté(word);
        else if (ending is "if" or "ive" or "ifs" or "ives" && word.Delete("at", word.R2))
            IcOr(word);
        return ending;

        string Done(string by)
        {
            word.Replace(ending, by);
            return ending;
        }
    }

    private static void AfterEment(StemWord word)
    {
        if (word.EndsWith("iv"))
        {
            if (word.Delete("iv", word.R2))
                word.Delete("at", word.R2);
        }
        else if (word.EndsWith("eus"))
        {
            if (!word.Delete("eus", word.R2) && word.IsIn("eus", word.R1))
                word.Replace("eus", "eux");
        }
        else if (!word.DeleteLongest(word.R2, "abl", "iqU") && word.Longest(["ièr", "Ièr"], word.RV) is { } ier)
        {
            word.Replace(ier, "i");
        }
    }

    private static void AfterIté(StemWord word)
    {
        if (word.EndsWith("abil"))
        {
            if (!word.Delete("abil", word.R2))
                word.Replace("abil", "abl");
        }
        else if (word.EndsWith("ic"))
        {
            IcOr(word);
        }
        else
        {
            word.Delete("iv", word.R2);
        }
    }

    private static void IcOr(StemWord word)
    {
        if (word.EndsWith("ic") && !word.Delete("ic", word.R2))
            word.Replace("ic", "iqU");
    }
}
