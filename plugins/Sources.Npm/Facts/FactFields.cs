namespace Clt.Plugins.Sources.Npm.Facts;

/// <summary>The fields that questions and statements share.</summary>
internal static class FactFields
{
    /// <summary>Subject and answer's frame, by themselves and as a question, the answer, and both as a statement.</summary>
    public static Dictionary<string, string> Of(FactBook book, Fact fact, Language language)
    {
        var (names, question, answer) = (book.Names(language), book.Question(fact, language), book.Answer(fact, language));
        return new Dictionary<string, string>
        {
            ["subject"] = names.Framed(fact.Relation.Subject, fact.Subject),
            ["asked"] = names.Asked(fact.Relation.Object),
            ["question"] = question,
            ["answer"] = answer,
            ["text"] = $"{question} {answer}",
            ["relation"] = fact.Relation.Name,
        };
    }
}
