using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using Polly.Timeout;

namespace Clt.Plugins.Metrics.Judge;

/// <summary>
/// Chat completions of an OpenAI-compatible endpoint through <see cref="IChatClient"/>. What may pass (429, 5xx, cut connections, broken
/// answers) was tried again when it fails.
/// </summary>
internal sealed class Endpoint : IDisposable
{
    // The client wants some key; without ours nothing is sent (EndpointHandler).
    private const string NoKey = "none";
    private readonly HttpClient _http;
    private readonly IChatClient _client;
    private readonly JudgeSettings _settings;

    /// <param name="settings">Who, and how.</param>
    /// <param name="cacheFolder">Shared with all processes of the run, which keep the limits together.</param>
    public Endpoint(JudgeSettings settings, string cacheFolder)
    {
        _settings = settings;
        var key = Environment.GetEnvironmentVariable(settings.KeyVariable) ?? "";
        // Retries and times are those of the handlers, for each attempt: the clients' own would go over all of them.
        _http = new HttpClient(EndpointPipeline.Of(settings, key, cacheFolder)) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new OpenAIClientOptions
        {
            Endpoint = new Uri(settings.Url),
            Transport = new HttpClientPipelineTransport(_http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        var credential = new ApiKeyCredential(key.Length > 0 ? key : NoKey);
        _client = new ChatClient(settings.Model, credential, options).AsIChatClient();
    }

    /// <summary>Without a name and password that stand in it.</summary>
    private string ShownAddress =>
        new Uri($"{_settings.Url.TrimEnd('/')}/chat/completions").GetComponents(
            UriComponents.SchemeAndServer | UriComponents.Path,
            UriFormat.UriEscaped
        );

    /// <exception cref="InputException">The endpoint refuses the request: no right, no such model.</exception>
    /// <exception cref="IOException">It did not answer properly after all retries.</exception>
    public async Task<TextAnswer> Ask(string prompt, CancellationToken cancel)
    {
        try
        {
            var options = new ChatOptions { Temperature = 0, RawRepresentationFactory = _ => Limited() };
            // Awaited by its base: a state machine that holds an awaiter of the client's type would load the client with the plugin.
            Task asked = _client.GetResponseAsync(prompt, options, cancel);
            await asked;
            var answer = ((Task<ChatResponse>)asked).Result;
            return new TextAnswer(answer.Text, Count(answer.Usage?.InputTokenCount), Count(answer.Usage?.OutputTokenCount));
        }
        catch (ClientResultException e) when (e.Status > 0 && !EndpointPipeline.MayPass(e.Status))
        {
            var said = EndpointHandler.Shown(e.GetRawResponse()?.Content.ToString() ?? "");
            throw new InputException(
                $"the endpoint refuses the request: status {e.Status}, {said}",
                ShownAddress,
                $"See that the model's name is '{_settings.Model}' there, and that {_settings.KeyVariable} holds the right key."
            );
        }
        catch (Exception e) when (e is ClientResultException or HttpRequestException or IOException or TimeoutRejectedException)
        {
            throw new IOException(
                $"{ShownAddress} did not answer after {_settings.Retries + 1} attempts (the last: {Why(e)}); the answers so far are kept",
                e
            );
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    /// <summary>
    /// <c>max_tokens</c>, which every compatible service knows; of OpenAI's newer name (<c>max_completion_tokens</c>) some take no notice,
    /// and would answer without end.
    /// </summary>
    private ChatCompletionOptions Limited()
    {
        var options = new ChatCompletionOptions();
#pragma warning disable SCME0001 // The client's way to send a name that it has no property for; held by EndpointTests.
        options.Patch.Set("$.max_tokens"u8, _settings.MaxTokens);
#pragma warning restore SCME0001
        return options;
    }

    private string Why(Exception e) =>
        e switch
        {
            ClientResultException { Status: > 0 } answered => $"status {answered.Status}",
            TimeoutRejectedException => $"no answer in {_settings.Timeout.TotalSeconds:0.#} s",
            _ => e.Message,
        };

    private static int Count(long? tokens) => (int)(tokens ?? 0);
}
