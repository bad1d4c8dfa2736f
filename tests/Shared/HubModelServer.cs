using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clt.Tests.Hub;

/// <summary>
/// A hub of models on this machine: lists, serves and takes files, and can cut answers short, throttle, lie of sums and redirect. Uploads
/// go to a store under another port, where no token may arrive.
/// </summary>
internal sealed class HubModelServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, byte[]> _store = [];

    public HubModelServer()
    {
        var port = FreePort();
        (Address, Elsewhere) = (new Uri($"http://127.0.0.1:{port}/"), new Uri($"http://localhost:{port}/"));
        _listener.Prefixes.Add(Address.ToString());
        _listener.Prefixes.Add(Elsewhere.ToString());
        _listener.Start();
        _ = Task.Run(Serve);
    }

    public Uri Address { get; }

    /// <summary>The same server under another name: the store that files are redirected to.</summary>
    public Uri Elsewhere { get; }

    public string Commit { get; set; } = new('a', 40);

    /// <summary>The model's files.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Bytes after which an answer breaks off; null for none.</summary>
    public int? CutAfter { get; set; }

    /// <summary>Files are said to be in the store.</summary>
    public bool Redirects { get; set; }

    /// <summary>What is served of files in place of their content.</summary>
    public Func<byte[], byte[]>? Lie { get; set; }

    /// <summary>Statuses to answer with first.</summary>
    public Queue<int> Failures { get; } = new();

    /// <summary>Whether large files are sent in parts of 1,000 bytes.</summary>
    public bool InParts { get; set; }

    /// <summary>Method, path and whether a token came, of each request.</summary>
    public List<(string Method, string Path, string Host, bool Token)> Requests { get; } = [];

    /// <summary>The lines of the last commit.</summary>
    public List<JsonNode> Committed { get; } = [];

    /// <summary>What arrived in the store, by SHA-256.</summary>
    public IReadOnlyDictionary<string, byte[]> Store => _store;

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                await Answer(context.Request, context.Response);
            }
            catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
            {
                // The client gave up, or the answer was to break off.
            }
            finally
            {
                context.Response.Abort();
            }
        }
    }

    private async Task Answer(HttpListenerRequest request, HttpListenerResponse response)
    {
        var path = request.Url!.AbsolutePath;
        lock (Requests)
            Requests.Add((request.HttpMethod, path, request.Url.Host, request.Headers["Authorization"] is not null));
        if (Failures.TryDequeue(out var failure))
            await Write(response, failure, []);
        else if (path.StartsWith("/api/models/", StringComparison.Ordinal) && path.Contains("/revision/", StringComparison.Ordinal))
            await Write(response, 200, JsonSerializer.SerializeToUtf8Bytes(Listing()));
        else if (path.Contains("/resolve/", StringComparison.Ordinal))
            await File(request, response, path[(path.IndexOf("/resolve/", StringComparison.Ordinal) + 10 + 40)..]);
        else
            await Take(request, response, path);
    }

    private JsonObject Listing() =>
        new()
        {
            ["sha"] = Commit,
            ["siblings"] = new JsonArray([
                .. Files.Select(f =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["rfilename"] = f.Key,
                            ["size"] = f.Value.Length,
                            ["blobId"] = Git(f.Value),
                            ["lfs"] = f.Key.EndsWith(".safetensors", StringComparison.Ordinal)
                                ? new JsonObject { ["sha256"] = Sum(f.Value), ["size"] = f.Value.Length }
                                : null,
                        }
                ),
            ]),
        };

    private async Task File(HttpListenerRequest request, HttpListenerResponse response, string name)
    {
        if (!Files.TryGetValue(name, out var content))
        {
            await Write(response, 404, []);
            return;
        }

        if (Redirects && request.Url!.Host == Address.Host)
        {
            response.RedirectLocation = new Uri(Elsewhere, request.RawUrl!).ToString();
            await Write(response, 302, []);
            return;
        }

        content = Lie?.Invoke(content) ?? content;
        var from = request.Headers["Range"] is { } range ? int.Parse(range["bytes=".Length..].Split('-')[0]) : 0;
        if (from > 0)
            response.Headers["Content-Range"] = $"bytes {from}-{content.Length - 1}/{content.Length}";
        await Write(response, from > 0 ? 206 : 200, content[from..]);
    }

    private async Task Take(HttpListenerRequest request, HttpListenerResponse response, string path)
    {
        using var memory = new MemoryStream();
        await request.InputStream.CopyToAsync(memory);
        var body = memory.ToArray();
        switch (path.Trim('/').Split('/'))
        {
            case ["api", "repos", "create"]:
                await Write(response, 409, []);
                break;
            case ["api", "models", _, _, "preupload", _]:
                var files = JsonNode.Parse(body)!["files"]!.AsArray();
                var modes = files.Select(f =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["path"] = f!["path"]!.GetValue<string>(),
                            ["uploadMode"] = f["path"]!.GetValue<string>().EndsWith(".safetensors", StringComparison.Ordinal)
                                ? "lfs"
                                : "regular",
                        }
                );
                await Write(response, 200, JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["files"] = new JsonArray([.. modes]) }));
                break;
            case [.., "objects", "batch"]:
                await Write(response, 200, JsonSerializer.SerializeToUtf8Bytes(Batch(JsonNode.Parse(body)!["objects"]![0]!)));
                break;
            case ["store", var sum]:
                _store[sum] = body;
                await Write(response, 200, []);
                break;
            case ["part", var sum, _]:
                _store[sum] = [.. _store.GetValueOrDefault(sum, []), .. body];
                response.Headers["ETag"] = "\"part\"";
                await Write(response, 200, []);
                break;
            case ["api", "models", _, _, "commit", _]:
                Committed.AddRange(
                    Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)
                );
                await Write(response, 200, JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["commitUrl"] = $"{Address}commit/1" }));
                break;
            default:
                await Write(response, 200, "{}"u8.ToArray());
                break;
        }
    }

    private JsonObject Batch(JsonNode asked)
    {
        var (sum, size) = (asked["oid"]!.GetValue<string>(), asked["size"]!.GetValue<int>());
        var upload = new JsonObject { ["href"] = new Uri(Elsewhere, $"store/{sum}").ToString() };
        if (InParts)
        {
            upload["href"] = new Uri(Elsewhere, $"complete/{sum}").ToString();
            var header = new JsonObject { ["chunk_size"] = "1000" };
            for (var i = 0; i < (size + 999) / 1000; i++)
                header[$"{i + 1:00000}"] = new Uri(Elsewhere, $"part/{sum}/{i}").ToString();
            upload["header"] = header;
        }

        var answer = new JsonObject { ["oid"] = sum, ["size"] = size };
        if (!_store.ContainsKey(sum))
            answer["actions"] = new JsonObject
            {
                ["upload"] = upload,
                ["verify"] = new JsonObject { ["href"] = new Uri(Address, "verify").ToString() },
            };
        return new JsonObject { ["objects"] = new JsonArray(answer) };
    }

    private async Task Write(HttpListenerResponse response, int status, byte[] body)
    {
        response.StatusCode = status;
        response.ContentLength64 = body.Length;
        var sent = Math.Min(body.Length, status is 200 or 206 ? CutAfter ?? int.MaxValue : int.MaxValue);
        await response.OutputStream.WriteAsync(body.AsMemory(0, sent));
        if (sent == body.Length)
            response.OutputStream.Close();
        else
            await response.OutputStream.FlushAsync();
    }

    private static string Sum(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string Git(byte[] content) =>
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
}
