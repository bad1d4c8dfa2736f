namespace Clt;

/// <remarks>
/// A direction (translation direction, cross-lingual instruction) is the language of the answer with another one that the prompt is in:
/// it stands wherever a language does, in mixtures, evaluation, tables and files, and is another one than the answer's language alone.
/// Metrics see the answer's language and script in it.
/// </remarks>
public sealed partial record Language
{
    /// <summary>The sign between the two languages of a direction.</summary>
    private const char Arrow = '→';

    /// <summary>The language of the prompt, where it is another than the answer's; null for a language by itself.</summary>
    public Language? From { get; private init; }

    /// <summary>The language of the answer: the language itself where it is no direction.</summary>
    public Language To => this with { From = null };

    /// <summary>Whether it is English, in prompt and answer.</summary>
    public bool IsEnglish => From is null && Iso639 == "eng";

    /// <summary>Prompts in one language, answers in another; the language itself where both are the same.</summary>
    /// <exception cref="InputException">One of the two is a direction.</exception>
    public static Language Direction(Language from, Language to)
    {
        var problems = new Problems();
        foreach (var twice in new[] { from, to }.Where(l => l.From is not null))
            problems.Add(
                $"{twice.Short} is a direction itself",
                "a direction",
                "Name languages, such as Pairs(Lang(\"en\"), Langs(\"de fr\"))."
            );
        problems.ThrowIfAny();
        return from == to ? to : to with { From = from };
    }

    private string Prefix(Func<Language, string> text, string sign) => From is null ? "" : text(From) + sign;

    /// <summary>
    /// The two tags of <c>en→ja</c>, <c>en&gt;ja</c>, or of a direction's code, <c>eng_Latn-jpn_Jpan</c>; null where it is none.
    /// </summary>
    private static (string From, string To)? Sides(string tag)
    {
        if (tag.Split(Arrow, '>') is [var from, var to])
            return (from, to);
        // In codes the script stands behind the language, so that a hyphen parts nothing else.
        return tag.Split('-') is [var left, var right] && IsCode(left) && IsCode(right) ? (left, right) : null;
    }

    private static bool IsCode(string text) => text.Split('_') is [{ Length: 3 }, { Length: 4 }] or [{ Length: 3 }, { Length: 4 }, _];
}
