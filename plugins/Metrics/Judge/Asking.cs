namespace Clt.Plugins.Metrics.Judge;

/// <summary>Asks the judge many prompts, several at once; what was answered before is not asked again.</summary>
internal static class Asking
{
    // Of an instruction's length: what is judged is not known before it is made.
    private const int UsualPrompt = 700;
    private const int UsualAnswer = 150;

    /// <summary>Answers, one a prompt, in their order.</summary>
    public static IReadOnlyList<string> Ask(JudgeSettings settings, string what, IReadOnlyList<string> prompts, MetricContext context)
    {
        settings.Check();
        var bill = new Bill(settings, what, prompts.Count, context.Report);
        if (settings.IsFolder)
            return OfModel(settings, prompts, context, bill);
        // On the pool: a caller whose threads have a context of their own (test runners, windows) would wait for itself.
        return Task.Run(() => OfEndpoint(settings, prompts, context, bill)).GetAwaiter().GetResult();
    }

    /// <summary>What so many requests would cost, in words.</summary>
    public static string Cost(JudgeSettings settings, long requests) =>
        settings.IsFolder
            ? $"up to {requests:N0} answers of the model in {settings.Model}"
            : $"up to {requests:N0} requests to '{settings.Model}', about {requests * UsualPrompt:N0} tokens to read and "
                + $"{requests * UsualAnswer:N0} to write"
                + $"{Bill.Price(settings, requests * UsualPrompt, requests * UsualAnswer)}, less what was answered before";

    private static async Task<IReadOnlyList<string>> OfEndpoint(
        JudgeSettings settings,
        IReadOnlyList<string> prompts,
        MetricContext context,
        Bill bill
    )
    {
        var store = new AnswerStore(context.CacheFolder, $"{settings.Url}\n{settings.Model}\n{settings.MaxTokens}");
        using var endpoint = new Endpoint(settings, context.CacheFolder);
        var answers = new string[prompts.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = settings.Concurrency, CancellationToken = context.Cancel };
        // Equal prompts are asked once.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, prompts.Count).GroupBy(i => prompts[i]),
            parallel,
            async (places, cancel) =>
            {
                var known = store.Find(places.Key);
                var answer = known ?? await endpoint.Ask(places.Key, cancel);
                if (known is null)
                    store.Keep(places.Key, answer);
                foreach (var i in places)
                {
                    answers[i] = answer.Text;
                    bill.Add(answer, known is not null || i != places.First());
                }
            }
        );
        return answers;
    }

    private static IReadOnlyList<string> OfModel(JudgeSettings settings, IReadOnlyList<string> prompts, MetricContext context, Bill bill)
    {
        using var model = context.LoadModel(settings.Model);
        var store = new AnswerStore(context.CacheFolder, $"{model.Identity}\n{settings.MaxTokens}");
        var answers = prompts.Select(store.Find).ToArray();
        var open = Enumerable.Range(0, prompts.Count).Where(i => answers[i] is null).ToList();
        foreach (var known in answers.OfType<TextAnswer>())
            bill.Add(known, stored: true);
        foreach (var group in open.Chunk(Math.Max(1, settings.Concurrency)))
        {
            var made = model.Answer([.. group.Select(i => prompts[i])], settings.MaxTokens, context.Cancel);
            for (var k = 0; k < group.Length; k++)
            {
                answers[group[k]] = made[k];
                store.Keep(prompts[group[k]], made[k]);
                bill.Add(made[k], stored: false);
            }
        }

        return [.. answers.Select(a => a!.Text)];
    }
}
