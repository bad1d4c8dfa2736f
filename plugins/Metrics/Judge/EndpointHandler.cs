using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clt.Plugins.Metrics.Judge;

/// <summary>
/// Message handler that waits for a chat completion's whole body, and hands on only what a judge reads of it. A body without an answer is
/// a fault of the attempt, as a cut connection is.
/// </summary>
/// <remarks>
/// Compatible services differ in the rest (reasons to finish, roles, times), and OpenAI's client refuses what it does not know.
/// </remarks>
/// <param name="key">
/// Never handed on: some services repeat what they were sent, and an answer with the key in it would be stored with it. Where it is empty,
/// none is sent.
/// </param>
internal sealed class EndpointHandler(string key) : DelegatingHandler
{
    private const string Hidden = "***";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        if (key.Length == 0)
            request.Headers.Authorization = null;
        var response = await base.SendAsync(request, cancel);
        var text = await response.Content.ReadAsStringAsync(cancel);
        if (key.Length > 0)
            text = text.Replace(key, Hidden, StringComparison.Ordinal);
        if (response.IsSuccessStatusCode)
            text = Read(text) ?? throw new HttpRequestException($"no answer in '{Shown(text)}'");

        response.Content = new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return response;
    }

    /// <summary>The beginning of what the endpoint said.</summary>
    internal static string Shown(string text) => text.Length <= 200 ? text : text[..200] + "…";

    /// <summary>Text and counted tokens, as OpenAI writes them; null where the body is not what a chat completion is.</summary>
    private static string? Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            var text = root.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
            if (text is null)
                return null;
            var message = new JsonObject { ["role"] = "assistant", ["content"] = text };
            var usage = new JsonObject();
            foreach (var name in (string[])["prompt_tokens", "completion_tokens"])
                usage[name] = Tokens(root, name);
            return new JsonObject
            {
                ["choices"] = new JsonArray(new JsonObject { ["message"] = message }),
                ["usage"] = usage,
            }.ToJsonString();
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
        && count.ValueKind == JsonValueKind.Number
        && count.TryGetInt32(out var tokens)
            ? tokens
            : 0;
}
