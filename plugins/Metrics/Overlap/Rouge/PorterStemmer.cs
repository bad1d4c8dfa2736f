namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Porter's stemmer for English (Porter 1980), in the variants of NLTK.</summary>
public sealed class PorterStemmer(PorterMode mode = PorterMode.NltkExtensions)
{
    private static readonly Dictionary<string, string> Irregular = new()
    {
        ["sky"] = "sky",
        ["skies"] = "sky",
        ["dying"] = "die",
        ["lying"] = "lie",
        ["tying"] = "tie",
        ["news"] = "news",
        ["innings"] = "inning",
        ["inning"] = "inning",
        ["outings"] = "outing",
        ["outing"] = "outing",
        ["cannings"] = "canning",
        ["canning"] = "canning",
        ["howe"] = "howe",
        ["proceed"] = "proceed",
        ["exceed"] = "exceed",
        ["succeed"] = "succeed",
    };

    private static readonly string[] Step4Suffixes =
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
        "ion",
        "ou",
        "ism",
        "ate",
        "iti",
        "ous",
        "ive",
        "ize",
    ];

    private bool Extended => mode == PorterMode.NltkExtensions;

    /// <summary>The stem of a word, in lower case.</summary>
    public string Stem(string word)
    {
        word = word.ToLowerInvariant();
        if (Extended && Irregular.TryGetValue(word, out var stem))
            return stem;
        if (mode != PorterMode.Original && word.Length <= 2)
            return word;
        word = Step1C(Step1B(Step1A(word)));
        word = Step4(PorterRules.Step3(Step2(word)));
        return Step5(word);
    }

    private string Step1A(string word)
    {
        if (Extended && word.Length == 4 && word.EndsWith("ies", StringComparison.Ordinal))
            return word[..^1];
        if (word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("ies", StringComparison.Ordinal))
            return word[..^2];
        return word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;
    }

    private string Step1B(string word)
    {
        if (Extended && word.EndsWith("ied", StringComparison.Ordinal))
            return word.Length == 4 ? word[..^1] : word[..^2];
        if (word.EndsWith("eed", StringComparison.Ordinal))
            return PorterWord.Measure(word.AsSpan(0, word.Length - 3)) > 0 ? word[..^1] : word;
        var stem =
            word.EndsWith("ed", StringComparison.Ordinal) ? word[..^2]
            : word.EndsWith("ing", StringComparison.Ordinal) ? word[..^3]
            : null;
        if (stem is null || !PorterWord.HasVowel(stem))
            return word;
        if (stem.AsSpan()[Math.Max(0, stem.Length - 2)..] is "at" or "bl" or "iz")
            return stem + "e";
        if (PorterWord.EndsDouble(stem))
            return stem[^1] is 'l' or 's' or 'z' ? stem : stem[..^1];
        return PorterWord.Measure(stem) == 1 && PorterWord.EndsCvc(stem, Extended) ? stem + "e" : stem;
    }

    private string Step1C(string word)
    {
        if (!word.EndsWith('y'))
            return word;
        var stem = word.AsSpan(0, word.Length - 1);
        var turns = Extended ? stem.Length > 1 && PorterWord.IsConsonant(stem, stem.Length - 1) : PorterWord.HasVowel(stem);
        return turns ? word[..^1] + "i" : word;
    }

    private string Step2(string word)
    {
        if (Extended && word.EndsWith("alli", StringComparison.Ordinal) && PorterWord.Measure(word.AsSpan(0, word.Length - 4)) > 0)
            return Step2(word[..^2]);
        return PorterRules.Step2(word, mode);
    }

    private static string Step4(string word)
    {
        foreach (var suffix in Step4Suffixes)
        {
            if (!word.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            var stem = word[..^suffix.Length];
            var drops = PorterWord.Measure(stem) > 1 && (suffix != "ion" || (stem.Length > 0 && stem[^1] is 's' or 't'));
            return drops ? stem : word;
        }

        return word;
    }

    private string Step5(string word)
    {
        if (word.EndsWith('e'))
        {
            var measure = PorterWord.Measure(word.AsSpan(0, word.Length - 1));
            if (measure > 1 || (measure == 1 && !PorterWord.EndsCvc(word.AsSpan(0, word.Length - 1), Extended)))
                word = word[..^1];
        }

        return word.EndsWith("ll", StringComparison.Ordinal) && PorterWord.Measure(word.AsSpan(0, word.Length - 1)) > 1 ? word[..^1] : word;
    }
}

/// <summary>Variants of Porter's algorithm, as NLTK names them.</summary>
public enum PorterMode
{
    /// <summary>NLTK's default, which rouge-score uses: irregular forms and rules of NLTK's contributors.</summary>
    NltkExtensions,

    /// <summary>The paper (Porter 1980).</summary>
    Original,

    /// <summary>Martin Porter's later implementation.</summary>
    Martin,
}
