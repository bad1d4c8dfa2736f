using System.Globalization;
using System.Text.Json.Nodes;
using Clt.Plugins.Sources.Catalogue;

namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>Asks the hub: client, method, path, body, its type, and a status that is no fault.</summary>
internal delegate Task<JsonNode> HubQuestion(
    HttpClient client,
    HttpMethod method,
    string path,
    string body,
    string type = "application/json",
    System.Net.HttpStatusCode? accepted = null
);

/// <summary>
/// Git-lfs upload of one file to the store that the hub names, whole or in the parts that the store asks for. What the store has already
/// is not sent.
/// </summary>
internal sealed class LargeUpload(HttpClient client, HubSettings settings, string model, Retrying retrying, SourceContext context)
{
    private const string Lfs = "application/vnd.git-lfs+json";

    /// <summary>Sends the file where the store lacks it.</summary>
    /// <exception cref="InputException">The store does not take it.</exception>
    public async Task Send(string path, string sum, long length, HubQuestion ask)
    {
        var asked = new JsonObject
        {
            ["operation"] = "upload",
            ["transfers"] = new JsonArray("basic", "multipart"),
            ["hash_algo"] = "sha256",
            ["objects"] = new JsonArray(new JsonObject { ["oid"] = sum, ["size"] = length }),
        };
        var answer = await ask(client, HttpMethod.Post, $"{model}.git/info/lfs/objects/batch", asked.ToJsonString(), Lfs);
        var found = answer["objects"]![0]!;
        if (found["error"] is { } error)
            throw new InputException($"the hub does not take the file ({error["message"]})", path, "See the model's page.");
        if (found["actions"] is not { } actions)
            return;
        var upload = actions["upload"]!;
        var (href, headers) = (new Uri(settings.Hub, upload["href"]!.GetValue<string>()), upload["header"] as JsonObject ?? []);
        if (headers["chunk_size"] is { } size)
            await InParts(path, sum, length, long.Parse($"{size}", CultureInfo.InvariantCulture), href, headers);
        else
            await Put(href, path, 0, length, headers);
        if (actions["verify"] is { } verify)
        {
            var seen = new JsonObject { ["oid"] = sum, ["size"] = length };
            await ask(client, HttpMethod.Post, Inside(verify["href"]!.GetValue<string>()), seen.ToJsonString(), Lfs);
        }
    }

    private async Task InParts(string path, string sum, long length, long size, Uri complete, JsonObject headers)
    {
        var parts = new JsonArray();
        var addresses = headers.Where(h => h.Key.All(char.IsAsciiDigit)).OrderBy(h => int.Parse(h.Key, CultureInfo.InvariantCulture));
        foreach (var (number, address) in addresses)
        {
            var at = parts.Count * size;
            var tag = await Put(new Uri(settings.Hub, address!.GetValue<string>()), path, at, Math.Min(size, length - at), []);
            parts.Add(new JsonObject { ["partNumber"] = int.Parse(number, CultureInfo.InvariantCulture), ["etag"] = tag });
        }

        var body = new JsonObject { ["oid"] = sum, ["parts"] = parts }.ToJsonString();
        await Sent(
            complete,
            () => new HttpRequestMessage(HttpMethod.Post, complete) { Content = new StringContent(body, null, Lfs) },
            path
        );
    }

    /// <summary>Sends bytes of the file; the address itself is the permission, so no token goes there.</summary>
    private Task<string> Put(Uri address, string path, long at, long length, JsonObject headers) =>
        Sent(
            address,
            () =>
            {
                var stream = File.OpenRead(path);
                stream.Position = at;
                var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StreamContent(new Slice(stream, length)) };
                request.Content.Headers.ContentLength = length;
                foreach (var (name, value) in headers)
                    request.Headers.TryAddWithoutValidation(name, $"{value}");
                return request;
            },
            path
        );

    private async Task<string> Sent(Uri address, Func<HttpRequestMessage> make, string path)
    {
        try
        {
            return await retrying.Run(
                async cancel =>
                {
                    using var request = make();
                    using var answer = await client.SendAsync(request, cancel);
                    Retrying.Require(answer);
                    return answer.Headers.ETag?.Tag ?? "";
                },
                context.Cancel
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new InputException(
                $"the store does not take the file ({e.Message})",
                $"{path}, {Redirects.Shown(address)}",
                "Try again later.",
                e
            );
        }
    }

    /// <summary>An address of the hub as a path: only there the token goes.</summary>
    private string Inside(string href)
    {
        var address = new Uri(settings.Hub, href);
        return address.Authority == settings.Hub.Authority && address.Scheme == settings.Hub.Scheme
            ? address.PathAndQuery.TrimStart('/')
            : throw new InputException(
                $"the hub wants its token sent to {address.Host}",
                Redirects.Shown(address),
                "Do not trust this hub; name another with HF_ENDPOINT."
            );
    }
}
