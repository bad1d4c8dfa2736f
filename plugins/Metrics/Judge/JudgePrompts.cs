namespace Clt.Plugins.Metrics.Judge;

/// <summary>
/// What judges are asked, in our own words; the factors and the form of the verdict are those of the CLT study (arXiv 2504.16677, figure
/// 9).
/// </summary>
internal static class JudgePrompts
{
    private const string Factors = "helpfulness, relevance, accuracy, depth, creativity and level of detail";

    /// <summary>Of the signature: another wording is another measure.</summary>
    public const string Version = "1";

    private const string Weigh = $"Weigh {Factors}.";

    private static string Of(Prediction item) => item.Language.Name;

    public static string Pointwise(Prediction item) =>
        $"""
            You are an impartial judge. Rate how well the assistant below answers the question of a user. {Weigh} The answer must be
            in the language of the question, {Of(item)}. First explain your view briefly; then give a whole number from 1 (bad) to 5
            (excellent) exactly in this form: [[rating]], for example [[3]].

            [Question]
            {item.Prompt}

            [The Start of Assistant's Answer]
            {item.Output}
            [The End of Assistant's Answer]
            """;

    public static string Pairwise(Prediction item, string first, string second) =>
        $"""
            You are an impartial judge. Say which of two assistants answers the question of a user better. {Weigh} An answer must be in
            the language of the question, {Of(item)}. Neither the order nor the length of the answers may sway you. First explain your
            view briefly; then end with your verdict exactly in one of these forms: [[A]] if assistant A is better, [[B]] if assistant B is
            better, [[C]] for a tie.

            [Question]
            {item.Prompt}

            [The Start of Assistant A's Answer]
            {first}
            [The End of Assistant A's Answer]

            [The Start of Assistant B's Answer]
            {second}
            [The End of Assistant B's Answer]
            """;
}
