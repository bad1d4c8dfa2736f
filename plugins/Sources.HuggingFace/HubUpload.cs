using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clt.Plugins.Sources.Catalogue;

namespace Clt.Plugins.Sources.HuggingFace;

/// <summary>
/// Publishes a folder as one commit of a model's repository: large files by git-lfs to the store that the hub names, small ones in the
/// commit itself, so that readers see the old model or the new one and nothing between.
/// </summary>
/// <param name="model"><c>owner/name</c>.</param>
/// <param name="settings">Where the hub is and who asks.</param>
/// <param name="context">Takes messages, and may be cancelled.</param>
internal sealed class HubUpload(string model, HubSettings settings, SourceContext context)
{
    private const string Branch = "main";
    private readonly Retrying _retrying = new(settings.Models, fault => context.Report($"{model}: {fault}"));

    /// <summary>Publishes all files of the folder.</summary>
    /// <exception cref="InputException">There is no token, it may not write, or the hub does not take the files.</exception>
    public string Publish(string folder, bool isPrivate)
    {
        if (model.Contains('@', StringComparison.Ordinal) || model.Count(c => c == '/') != 1)
            throw new InputException($"'{model}' is no model that can be written", "--push", "Write owner/name.");
        if (settings.Offline)
            throw new InputException("the hub may not be asked (HF_HUB_OFFLINE)", "--push", "Unset it, or export without --push.");
        if (settings.Token is null)
            throw new InputException("there is no token", "--push", "Set HF_TOKEN to one that may write.");
        return Task.Run(() => PublishAll(folder, isPrivate)).GetAwaiter().GetResult();
    }

    private async Task<string> PublishAll(string folder, bool isPrivate)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = settings.Silence * 10 };
        await Create(client, isPrivate);
        var files = Directory
            .GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .ToList();
        var large = await Large(client, folder, files);
        var lines = new List<JsonObject> { Line("header", new JsonObject { ["summary"] = "Upload model", ["description"] = "" }) };
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file);
            if (!large.Contains(file))
            {
                var content = Convert.ToBase64String(await File.ReadAllBytesAsync(path, context.Cancel));
                lines.Add(
                    Line(
                        "file",
                        new JsonObject
                        {
                            ["path"] = file,
                            ["encoding"] = "base64",
                            ["content"] = content,
                        }
                    )
                );
                continue;
            }

            var (sum, length) = (await Sum(path), new FileInfo(path).Length);
            context.Report($"publishing {file} ({length >> 20} MiB)");
            await new LargeUpload(client, settings, model, _retrying, context).Send(path, sum, length, Ask);
            lines.Add(
                Line(
                    "lfsFile",
                    new JsonObject
                    {
                        ["path"] = file,
                        ["algo"] = "sha256",
                        ["oid"] = sum,
                        ["size"] = length,
                    }
                )
            );
        }

        var body = string.Concat(lines.Select(l => l.ToJsonString() + "\n"));
        var made = await Ask(client, HttpMethod.Post, $"api/models/{model}/commit/{Branch}", body, "application/x-ndjson");
        return made["commitUrl"]?.GetValue<string>() ?? new Uri(settings.Hub, model).ToString();
    }

    private static JsonObject Line(string key, JsonObject value) => new() { ["key"] = key, ["value"] = value };

    /// <summary>Makes the repository; that it is there is no fault.</summary>
    private async Task Create(HttpClient client, bool isPrivate)
    {
        var parts = model.Split('/');
        var asked = new JsonObject
        {
            ["type"] = "model",
            ["organization"] = parts[0],
            ["name"] = parts[1],
            ["private"] = isPrivate,
        };
        await Ask(client, HttpMethod.Post, "api/repos/create", asked.ToJsonString(), accepted: HttpStatusCode.Conflict);
    }

    /// <summary>The files that the hub wants in its store.</summary>
    private async Task<HashSet<string>> Large(HttpClient client, string folder, IReadOnlyList<string> files)
    {
        const int sample = 512;
        var asked = new JsonArray();
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(Path.Combine(folder, file));
            var head = new byte[Math.Min(sample, stream.Length)];
            await stream.ReadExactlyAsync(head, context.Cancel);
            asked.Add(
                new JsonObject
                {
                    ["path"] = file,
                    ["sample"] = Convert.ToBase64String(head),
                    ["size"] = stream.Length,
                }
            );
        }

        var body = new JsonObject { ["files"] = asked }.ToJsonString();
        var answer = await Ask(client, HttpMethod.Post, $"api/models/{model}/preupload/{Branch}", body);
        return
        [
            .. answer["files"]!
                .AsArray()
                .Where(f => f!["uploadMode"]!.GetValue<string>() == "lfs")
                .Select(f => f!["path"]!.GetValue<string>()),
        ];
    }

    /// <summary>Asks the hub itself, which alone sees the token.</summary>
    private async Task<JsonNode> Ask(
        HttpClient client,
        HttpMethod method,
        string path,
        string body,
        string type = "application/json",
        HttpStatusCode? accepted = null
    )
    {
        var address = new Uri(settings.Hub, path);
        try
        {
            return await _retrying.Run(
                async cancel =>
                {
                    using var request = new HttpRequestMessage(method, address)
                    {
                        Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)),
                    };
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
                    request.Headers.Accept.ParseAdd(type.Contains("git-lfs", StringComparison.Ordinal) ? type : "application/json");
                    using var answer = await client.SendAsync(request, cancel);
                    var text = await answer.Content.ReadAsStringAsync(cancel);
                    if (answer.StatusCode == accepted)
                        return new JsonObject();
                    Refused(answer, address, text);
                    return text.Length == 0 ? (JsonNode)new JsonObject() : JsonNode.Parse(text)!;
                },
                context.Cancel
            );
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException)
        {
            throw new InputException(
                $"the hub does not take the model ({e.Message})",
                Redirects.Shown(address),
                "Try again later: what has arrived need not be sent again.",
                e
            );
        }
    }

    private static void Refused(HttpResponseMessage answer, Uri address, string text)
    {
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new InputException(
                "the hub does not let this token write",
                Redirects.Shown(address),
                "Set HF_TOKEN to one that may write to this owner's models."
            );
        }

        if ((int)answer.StatusCode is >= 300 and < 500 && answer.StatusCode != HttpStatusCode.TooManyRequests)
        {
            throw new InputException(
                $"the hub answered {(int)answer.StatusCode} {answer.ReasonPhrase} {text[..Math.Min(200, text.Length)]}".Trim(),
                Redirects.Shown(address),
                "Correct the name; see the model's page."
            );
        }

        Retrying.Require(answer);
    }

    private async Task<string> Sum(string path)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, context.Cancel));
    }
}
