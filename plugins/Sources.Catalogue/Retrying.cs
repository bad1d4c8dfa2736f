using System.Net;
using Polly;
using Polly.Retry;

namespace Clt.Plugins.Sources.Catalogue;

/// <summary>
/// Retries with exponential back-off and jitter (Polly): what passes by itself is tried again, and what a server asks to wait is waited.
/// </summary>
public sealed class Retrying
{
    /// <summary>Under this name an exception carries how long a server asks to wait (<see cref="TimeSpan"/>).</summary>
    internal const string Wait = "Retry-After";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    // Not shown to other plugins: each has its own Polly.
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Tries again after broken connections, silence, errors of the server (5xx) and 408 and 429.</summary>
    /// <param name="settings">How often, and how long the first pause is.</param>
    /// <param name="told">Hears what went wrong before each further attempt.</param>
    public Retrying(DownloadSettings settings, Action<string> told) =>
        _pipeline = settings.Attempts < 2 ? ResiliencePipeline.Empty : Pipeline(settings, told);

    /// <summary>Does something until it succeeds, or fails for good.</summary>
    public async Task<T> Run<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancel) =>
        await _pipeline.ExecuteAsync(async ending => await action(ending), cancel);

    private static ResiliencePipeline Pipeline(DownloadSettings settings, Action<string> told) =>
        new ResiliencePipelineBuilder()
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<Exception>(Passes),
                    MaxRetryAttempts = settings.Attempts - 1,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = settings.Pause,
                    MaxDelay = Longest,
                    DelayGenerator = a => ValueTask.FromResult(Asked(a.Outcome.Exception)),
                    OnRetry = a =>
                    {
                        told($"{a.Outcome.Exception!.Message}; trying again");
                        return default;
                    },
                }
            )
            .Build();

    /// <summary>Whether a fault may pass by itself.</summary>
    public static bool Passes(Exception e) =>
        e is IOException or TimeoutException || e is HttpRequestException { StatusCode: var code } && (code is null || Passes(code.Value));

    /// <summary>Throws for an answer that is no success, with what the server says of waiting.</summary>
    /// <exception cref="HttpRequestException">It is none.</exception>
    public static void Require(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode)
            return;
        var fault = new HttpRequestException(
            $"the server answered {(int)answer.StatusCode} {answer.ReasonPhrase}",
            null,
            answer.StatusCode
        );
        var wait = answer.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - DateTimeOffset.UtcNow : null;
        if (wait is { } asked)
            fault.Data[Wait] = asked;
        throw fault;
    }

    private static bool Passes(HttpStatusCode code) =>
        (int)code >= 500 || code is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;

    /// <summary>Null for the usual pause.</summary>
    private static TimeSpan? Asked(Exception? e) =>
        e?.Data[Wait] is TimeSpan wait && wait > TimeSpan.Zero
            ? wait < Longest
                ? wait
                : Longest
            : null;
}
