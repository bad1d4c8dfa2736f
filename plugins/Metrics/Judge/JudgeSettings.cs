namespace Clt.Plugins.Metrics.Judge;

/// <summary>Which model judges, and how it is asked.</summary>
/// <param name="Model">The name that the endpoint knows, or a model folder, which is loaded here.</param>
public sealed record JudgeSettings(string Model)
{
    private const string UrlVariable = "CLT_JUDGE_URL";

    /// <summary>
    /// Base URL of an OpenAI-compatible endpoint, such as <c>http://localhost:8000/v1</c>, Ollama's <c>http://localhost:11434/v1</c> or
    /// Azure's <c>https://NAME.openai.azure.com/openai/v1</c>; by default what <c>CLT_JUDGE_URL</c> says.
    /// </summary>
    public string Url { get; init; } = Environment.GetEnvironmentVariable(UrlVariable) ?? "";

    /// <summary>The environment variable that holds the key; the key itself is never written anywhere.</summary>
    public string KeyVariable { get; init; } = "CLT_JUDGE_KEY";

    /// <summary>Requests under way at once, of all processes that share the cache folder; prompts of a batch for a model folder.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Requests begun in a minute, at most, by all processes that share the cache folder.</summary>
    public int PerMinute { get; init; } = 600;

    /// <summary>Attempts after the first.</summary>
    public int Retries { get; init; } = 6;

    /// <summary>The pause before the second attempt where the service names none; it doubles with each, up to a minute.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After which a request counts as lost.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Most tokens of an answer.</summary>
    public int MaxTokens { get; init; } = 512;

    /// <summary>Price of a million tokens read, in any currency; NaN where unknown.</summary>
    public double PromptPrice { get; init; } = double.NaN;

    /// <summary>Price of a million tokens written.</summary>
    public double AnswerPrice { get; init; } = double.NaN;

    /// <summary>Whether a folder of this machine judges.</summary>
    internal bool IsFolder => Directory.Exists(Model);

    /// <exception cref="InputException">Something is missing or out of range: every problem is listed.</exception>
    internal void Check()
    {
        var problems = new List<Problem>();
        if (!IsFolder && !(Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            problems.Add(
                new Problem(
                    Url.Length == 0 ? $"'{Model}' is no folder, and no endpoint is named" : $"'{Url}' is no http address",
                    "judge",
                    $"Set {UrlVariable} to the base URL of an OpenAI-compatible endpoint, such as http://localhost:8000/v1, or name a "
                        + $"model folder."
                )
            );
        }
        else if (!IsFolder && IsOlderAzure(new Uri(Url)))
        {
            problems.Add(
                new Problem(
                    $"'{Url}' is an address of Azure OpenAI's older interface",
                    "judge",
                    $"Write https://{new Uri(Url).Host}/openai/v1, and the deployment's name as the model."
                )
            );
        }

        foreach (var (name, value) in new[] { ("concurrency", Concurrency), ("perMinute", PerMinute), ("maxTokens", MaxTokens) })
            if (value < 1)
                problems.Add(new Problem($"{name} is {value}", "judge", "Give at least 1."));
        if (Retries < 0)
            problems.Add(new Problem($"retries is {Retries}", "judge", "Give 0 or more."));
        if (problems.Count > 0)
            throw new InputException(problems);
    }

    /// <summary>It has a path for each deployment and a version in its query; OpenAI's clients ask for neither.</summary>
    private static bool IsOlderAzure(Uri url) =>
        url.Host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase)
        && !url.AbsolutePath.TrimEnd('/').EndsWith("/openai/v1", StringComparison.Ordinal);
}
