using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clt.Plugins.Metrics.Judge;

/// <summary>
/// Asks an OpenAI-compatible endpoint. What may pass (429, 5xx, cut connections, broken answers) is tried again after a pause.
/// </summary>
internal sealed class Endpoint : IDisposable
{
    private const string Hidden = "***";
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly HttpClient _client;
    private readonly JudgeSettings _settings;
    private readonly Pace _pace;
    private readonly string _key;

    /// <param name="settings">Who, and how.</param>
    /// <param name="cacheFolder">Shared with all processes of the run, which keep the limits together.</param>
    public Endpoint(JudgeSettings settings, string cacheFolder)
    {
        var service = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.Url)))[..16];
        (_settings, _pace) = (
            settings,
            new Pace(Path.Combine(cacheFolder, "judge", $"pace-{service}"), settings.PerMinute, settings.Concurrency)
        );
        _client = new HttpClient { Timeout = settings.Timeout };
        _key = Environment.GetEnvironmentVariable(settings.KeyVariable) ?? "";
        if (_key.Length > 0)
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _key);
    }

    private string Address => $"{_settings.Url.TrimEnd('/')}/chat/completions";

    /// <summary>Without a name and password that stand in it.</summary>
    private string ShownAddress => new Uri(Address).GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <exception cref="InputException">The endpoint refuses the request: no right, no such model.</exception>
    /// <exception cref="IOException">It did not answer properly after all retries.</exception>
    public async Task<TextAnswer> Ask(string prompt, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (answer, why, pause) = await Try(prompt, cancel);
            if (answer is not null)
                return answer;
            if (attempt == _settings.Retries)
                throw new IOException(
                    $"{ShownAddress} did not answer after {attempt + 1} attempts (the last: {why}); the answers so far are kept"
                );
            var own = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, _settings.FirstPause.Ticks << Math.Min(attempt, 16)));
            await Task.Delay(pause ?? own, cancel);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<(TextAnswer? Answer, string Why, TimeSpan? Pause)> Try(string prompt, CancellationToken cancel)
    {
        using var turn = await _pace.Turn(cancel);
        try
        {
            using var request = new StringContent(Body(prompt), Encoding.UTF8, "application/json");
            using var response = await _client.PostAsync(Address, request, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            // Some repeat what they were sent: an answer with the key in it would be stored with it.
            if (_key.Length > 0)
                text = text.Replace(_key, Hidden, StringComparison.Ordinal);
            if (response.IsSuccessStatusCode)
                return Read(text) is { } answer ? (answer, "", null) : (null, $"no answer in '{Shown(text)}'", null);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)response.StatusCode >= 500)
                return (null, $"status {(int)response.StatusCode}", PauseOf(response));
            throw new InputException(
                $"the endpoint refuses the request: status {(int)response.StatusCode}, {Shown(text)}",
                ShownAddress,
                $"See that the model's name is '{_settings.Model}' there, and that {_settings.KeyVariable} holds the right key."
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return (null, e is TaskCanceledException ? $"no answer in {_settings.Timeout.TotalSeconds:0.#} s" : e.Message, null);
        }
    }

    private string Body(string prompt) =>
        new JsonObject
        {
            ["model"] = _settings.Model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }),
            ["temperature"] = 0,
            ["max_tokens"] = _settings.MaxTokens,
        }.ToJsonString();

    /// <summary>Null where the body is not what a chat completion is.</summary>
    private static TextAnswer? Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var text = root.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
            return text is null ? null : new TextAnswer(text, Tokens(root, "prompt_tokens"), Tokens(root, "completion_tokens"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static int Tokens(JsonElement root, string name) =>
        root.TryGetProperty("usage", out var usage)
        && usage.ValueKind == JsonValueKind.Object
        && usage.TryGetProperty(name, out var count)
        && count.TryGetInt32(out var tokens)
            ? tokens
            : 0;

    private static TimeSpan? PauseOf(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter;
        var pause = after?.Delta ?? (after?.Date is { } date ? date - DateTimeOffset.UtcNow : null);
        return pause is { } p ? TimeSpan.FromTicks(Math.Clamp(p.Ticks, 0, TimeSpan.FromMinutes(10).Ticks)) : null;
    }

    /// <summary>The beginning of what the endpoint said.</summary>
    private static string Shown(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
