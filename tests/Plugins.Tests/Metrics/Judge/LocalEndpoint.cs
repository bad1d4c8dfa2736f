using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Plugins.Tests.Metrics.Judge;

/// <summary>A chat-completions endpoint on this machine that answers, and misbehaves, as told.</summary>
internal sealed class LocalEndpoint : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int, string, Reply> _answer;
    private readonly List<Request> _requests = [];
    private int _open;

    /// <param name="answer">From the request's number (from 0) and the prompt.</param>
    public LocalEndpoint(Func<int, string, Reply> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(Accept);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    public IReadOnlyList<Request> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>Most requests that were under way at once.</summary>
    public int Widest { get; private set; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _ = Task.Run(() => Serve(client));
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var held = client;
        using var stream = client.GetStream();
        var (head, body) = await Read(stream);
        if (head.Length == 0)
            return;
        using var document = JsonDocument.Parse(body);
        var prompt = document.RootElement.GetProperty("messages")[0].GetProperty("content").GetString()!;
        int number;
        lock (_requests)
        {
            number = _requests.Count;
            _requests.Add(new Request(head, body, prompt, DateTime.UtcNow));
            Widest = Math.Max(Widest, ++_open);
        }

        var reply = _answer(number, prompt);
        await Task.Delay(reply.Delay, _stop.Token);
        lock (_requests)
            _open--;
        if (reply.Status == 0)
            return;
        var bytes = Encoding.UTF8.GetBytes(reply.Body);
        var text =
            $"HTTP/1.1 {reply.Status} X\r\n{reply.Headers}Content-Type: application/json\r\nContent-Length: "
            + $"{bytes.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
        await stream.WriteAsync(bytes);
    }

    private static async Task<(string Head, string Body)> Read(NetworkStream stream)
    {
        var all = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            var count = await stream.ReadAsync(buffer);
            if (count == 0)
                return ("", "");
            all.Write(buffer, 0, count);
            var text = Encoding.UTF8.GetString(all.ToArray());
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                continue;
            var length = text[..end]
                .Split("\r\n")
                .Where(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                .Select(l => int.Parse(l.Split(':')[1]))
                .FirstOrDefault();
            if (all.Length >= Encoding.UTF8.GetByteCount(text[..(end + 4)]) + length)
                return (text[..end], text[(end + 4)..]);
        }
    }

    public sealed record Request(string Head, string Body, string Prompt, DateTime At);

    /// <summary>What is sent back; status 0 cuts the connection.</summary>
    public sealed record Reply(int Status, string Body, string Headers = "", int Delay = 0)
    {
        public static Reply Saying(string text, int delay = 0) =>
            new(
                200,
                JsonSerializer.Serialize(
                    new
                    {
                        choices = new[] { new { message = new { role = "assistant", content = text } } },
                        usage = new { prompt_tokens = 100, completion_tokens = 10 },
                    }
                ),
                "",
                delay
            );
    }
}
