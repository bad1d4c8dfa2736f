using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Plugins.Tests.Sources.HuggingFace;

/// <summary>A hub on this machine that can cut its answers short, be slow, be silent, and lie about lengths and sums.</summary>
internal sealed class HubServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();

    public HubServer(string content)
    {
        Content = Encoding.UTF8.GetBytes(content);
        _listener.Start();
        _ = Serve();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public byte[] Content { get; set; }

    public string Commit { get; set; } = new('a', 40);

    /// <summary>Bytes of the body after which an answer breaks off; null for none.</summary>
    public int? CutAfter { get; set; }

    /// <summary>Added to the length that is said.</summary>
    public int Lie { get; set; }

    /// <summary>The checksum that is said; the true one by default.</summary>
    public string? Sum { get; set; }

    public bool IgnoresRanges { get; set; }

    /// <summary>Where files really are; they are said to have moved there.</summary>
    public Uri? Store { get; set; }

    /// <summary>Wait before each piece of the body.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>Statuses to answer with first.</summary>
    public Queue<int> Failures { get; } = new();

    /// <summary>Answers requests for rows: the query, and the JSON.</summary>
    public Func<string, string>? Rows { get; set; }

    /// <summary>Heads of the requests.</summary>
    public List<string> Requests { get; } = [];

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                try
                {
                    await Answer(client.GetStream());
                }
                catch (IOException)
                {
                    // The client gave up; the next one may come.
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Answer(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var head = new StringBuilder();
        while (await reader.ReadLineAsync(_end.Token) is { Length: > 0 } line)
            head.AppendLine(line);
        var request = head.ToString();
        lock (Requests)
            Requests.Add(request);
        if (Failures.TryDequeue(out var failure))
            await Write(stream, $"{failure} No", "", []);
        else if (Store is not null)
            await Write(
                stream,
                "302 Found",
                $"Location: {Store}file\r\nX-Linked-Size: {Content.Length}\r\nX-Linked-Etag: \"{True()}\"\r\nX-Repo-Commit: {Commit}\r\n",
                []
            );
        else if (Rows is not null)
        {
            var page = Rows(request.Split(' ')[1]);
            await Write(stream, "200 OK", $"X-Revision: {Commit}\r\n", Encoding.UTF8.GetBytes(page));
        }
        else
            await File(stream, request);
    }

    private async Task File(NetworkStream stream, string request)
    {
        var at = request.IndexOf("bytes=", StringComparison.OrdinalIgnoreCase);
        var from = at < 0 || IgnoresRanges ? 0 : int.Parse(request[(at + 6)..].Split('-')[0]);
        var body = Content[Math.Min(from, Content.Length)..];
        var status =
            from == 0 ? "200 OK"
            : body.Length == 0 ? "416 No"
            : "206 Partial Content";
        var range =
            from == 0 ? ""
            : body.Length == 0 ? $"Content-Range: bytes */{Content.Length}\r\n"
            : $"Content-Range: bytes {from}-{Content.Length - 1}/{Content.Length}\r\n";
        await Write(stream, status, $"{range}ETag: \"{Sum ?? True()}\"\r\nX-Repo-Commit: {Commit}\r\n", body);
    }

    private string True() => Convert.ToHexStringLower(SHA256.HashData(Content));

    private async Task Write(NetworkStream stream, string status, string headers, byte[] body)
    {
        var length = body.Length + (body.Length > 0 ? Lie : 0);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"),
            _end.Token
        );
        var sent = Math.Min(body.Length, CutAfter ?? int.MaxValue);
        const int piece = 16;
        for (var i = 0; i < sent; i += piece)
        {
            if (Pause > TimeSpan.Zero)
                await Task.Delay(Pause, _end.Token);
            await stream.WriteAsync(body.AsMemory(i, Math.Min(piece, sent - i)), _end.Token);
        }
    }
}
