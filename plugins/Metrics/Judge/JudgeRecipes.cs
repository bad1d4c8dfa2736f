namespace Clt.Plugins.Metrics.Judge;

/// <summary>What recipes call; the results go into <c>.Metrics(…)</c>.</summary>
[RecipeApi]
public static class JudgeRecipes
{
    /// <summary>
    /// Who judges: a model name at the endpoint that <c>CLT_JUDGE_URL</c> names (key in <c>CLT_JUDGE_KEY</c>), or a model folder.
    /// </summary>
    /// <exception cref="InputException">Neither is there, or a number is out of range.</exception>
    public static JudgeSettings JudgeModel(
        string model,
        string? url = null,
        int concurrency = 4,
        int perMinute = 600,
        int maxTokens = 512,
        double promptPrice = double.NaN,
        double answerPrice = double.NaN
    )
    {
        var settings = new JudgeSettings(model)
        {
            Concurrency = concurrency,
            PerMinute = perMinute,
            MaxTokens = maxTokens,
            PromptPrice = promptPrice,
            AnswerPrice = answerPrice,
        };
        if (url is not null)
            settings = settings with { Url = url };
        settings.Check();
        return settings;
    }

    /// <summary>Ratings from 1 to 5 (<see cref="PointwiseJudge"/>).</summary>
    /// <param name="judge">Who judges.</param>
    /// <param name="language">Tells outputs in the wrong language, such as <c>LinePassRate("lid.176.ftz")</c>; null judges all.</param>
    public static IMetric Judge(JudgeSettings judge, IMetric? language = null) => new PointwiseJudge(judge, language);

    /// <summary>Share of the same answers that hold no rating.</summary>
    public static IMetric JudgeUnparsed(JudgeSettings judge, IMetric? language = null) =>
        new PointwiseJudge(judge, language, unparsed: true);

    /// <summary>Wins over a baseline, asked in both orders (<see cref="PairwiseJudge"/>).</summary>
    /// <param name="judge">Who judges.</param>
    /// <param name="against">The cell folder of the baseline's run; null for the first reference answers.</param>
    /// <exception cref="InputException">The folder has no predictions.</exception>
    public static IMetric JudgeWins(JudgeSettings judge, string? against = null) => Pairwise(judge, against, flips: false);

    /// <summary>Share of items on which the two orders of <see cref="JudgeWins"/> disagree.</summary>
    /// <exception cref="InputException">The folder has no predictions.</exception>
    public static IMetric JudgeFlips(JudgeSettings judge, string? against = null) => Pairwise(judge, against, flips: true);

    private static PairwiseJudge Pairwise(JudgeSettings judge, string? against, bool flips)
    {
        if (against is null)
            return new PairwiseJudge(judge, p => p.References.Count > 0 ? p.References[0] : null, "references", flips);
        var outputs = new BaselineOutputs(against);
        return new PairwiseJudge(judge, outputs.Of, outputs.Name, flips);
    }
}
