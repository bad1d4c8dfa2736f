using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Clt.Plugins.Metrics.Judge;

/// <summary>
/// Message handlers of a judge's requests (Microsoft.Extensions.Http.Resilience): retries with exponential back-off and
/// <c>Retry-After</c> around each attempt's turn (<see cref="Pace"/>), its time, and the look at what came.
/// </summary>
internal static class EndpointPipeline
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(10);

    /// <summary>The outermost handler.</summary>
    public static HttpMessageHandler Of(JudgeSettings settings, string key, string cacheFolder)
    {
        var service = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.Url)))[..16];
        var pace = new Pace(Path.Combine(cacheFolder, "judge", $"pace-{service}"), settings.PerMinute, settings.Concurrency);
        var answers = new EndpointHandler(key) { InnerHandler = new SocketsHttpHandler() };
        var timed = new ResilienceHandler(Timed(settings)) { InnerHandler = answers };
        var paced = new PacedHandler(pace) { InnerHandler = timed };
        return settings.Retries == 0 ? paced : new ResilienceHandler(Retried(settings)) { InnerHandler = paced };
    }

    /// <summary>Whether a service that answers so may answer otherwise later.</summary>
    public static bool MayPass(int status) =>
        status >= 500 || status is (int)HttpStatusCode.TooManyRequests or (int)HttpStatusCode.RequestTimeout;

    /// <summary>An attempt's time, without the wait for its turn.</summary>
    private static ResiliencePipeline<HttpResponseMessage> Timed(JudgeSettings settings) =>
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddTimeout(new HttpTimeoutStrategyOptions { Timeout = settings.Timeout })
            .Build();

    private static ResiliencePipeline<HttpResponseMessage> Retried(JudgeSettings settings)
    {
        var options = new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = settings.Retries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = settings.FirstPause,
            MaxDelay = LongestPause,
            ShouldRetryAfterHeader = true,
        };
        var asked = options.DelayGenerator!;
        options.DelayGenerator = a => Bounded(asked(a));
        return new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(options).Build();
    }

    /// <summary>A service may ask for a day: a run that waits so long looks like one that hangs.</summary>
    private static async ValueTask<TimeSpan?> Bounded(ValueTask<TimeSpan?> asked) =>
        await asked is { } pause ? (pause < LongestAsked ? pause : LongestAsked) : null;

    /// <summary>Waits for the request's turn and holds it until the answer is there.</summary>
    private sealed class PacedHandler(Pace pace) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            using var turn = await pace.Turn(cancel);
            return await base.SendAsync(request, cancel);
        }
    }
}
