using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Clt.Serving.Live;
using Clt.Serving.Tests.Toys;

namespace Clt.Serving.Tests.Live;

/// <summary>The server answers this machine's own pages, with values that they show, and nobody and nothing else.</summary>
public sealed class LivePageTests : IAsyncLifetime
{
    private readonly MadeRuns _made = new();
    private readonly HttpClient _http = new();
    private LivePage _page = null!;

    public async Task InitializeAsync() => _page = await LivePage.Start(_made.Runs, 0, default);

    public async Task DisposeAsync()
    {
        await _page.DisposeAsync();
        _http.Dispose();
        _made.Dispose();
    }

    private async Task<JsonElement> Get(string path) =>
        JsonDocument.Parse(await _http.GetStringAsync(new Uri(_page.Address, path))).RootElement;

    /// <summary>The first line that a request gets, written byte by byte: clients would tidy it.</summary>
    private async Task<string> Raw(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _page.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request.ReplaceLineEndings("\r\n") + "\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() ?? "";
    }

    [Fact]
    public async Task It_gives_studies_cells_curves_answers_and_details()
    {
        (await Get("/api/studies")).GetProperty("studies")[0].GetProperty("name").GetString().ShouldBe(MadeRuns.Study);
        (await Get("/api/study?study=toys/sums")).GetProperty("cells").GetArrayLength().ShouldBe(5);
        var curves = await Get("/api/curves?study=toys/sums&cell=00000000000000a1&cell=00000000000000a2");
        curves.GetProperty("cells").GetArrayLength().ShouldBe(2);
        var answers = await Get("/api/answers?study=toys/sums&cell=00000000000000a1&language=eng_Latn&who=none&count=5");
        answers.GetProperty("found").GetInt32().ShouldBe(1);
        var cell = await Get("/api/cell?study=toys/sums&cell=00000000000000a1");
        cell.GetProperty("examples")[0].GetProperty("pieces")[1].GetProperty("train").GetBoolean().ShouldBeTrue();
        cell.GetProperty("log_lines").GetInt32().ShouldBe(30);
        _page.Of(MadeRuns.Study, "00000000000000a1").AbsoluteUri.ShouldEndWith("#/toys%2Fsums/cells?cells=00000000000000a1");
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: 127.0.0.1\n", 200)]
    [InlineData("GET / HTTP/1.1\nHost: localhost:9000\n", 200)]
    [InlineData("GET / HTTP/1.1\nHost: [::1]:8420\n", 200)]
    [InlineData("GET / HTTP/1.1\nHost: rebound.example\n", 403)]
    [InlineData("GET / HTTP/1.1\nHost: 127.0.0.1.example\n", 403)]
    [InlineData("GET / HTTP/1.1\nHost: 10.0.0.1\n", 403)]
    [InlineData("GET / HTTP/1.1\nHost: localhost\nSec-Fetch-Site: cross-site\n", 200)]
    [InlineData("GET /api/studies HTTP/1.1\nHost: localhost\nSec-Fetch-Site: cross-site\n", 403)]
    [InlineData("GET /events HTTP/1.1\nHost: localhost\nSec-Fetch-Site: same-site\n", 403)]
    [InlineData("GET /api/studies HTTP/1.1\nHost: localhost\nSec-Fetch-Site: same-origin\n", 200)]
    [InlineData("POST /api/studies HTTP/1.1\nHost: localhost\nContent-Length: 0\n", 405)]
    [InlineData("DELETE / HTTP/1.1\nHost: localhost\n", 405)]
    [InlineData("HEAD / HTTP/1.1\nHost: localhost\n", 405)]
    [InlineData("GET /../../etc/passwd HTTP/1.1\nHost: localhost\n", 404)]
    [InlineData("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\nHost: localhost\n", 404)]
    [InlineData("GET /page.js/../../x HTTP/1.1\nHost: localhost\n", 404)]
    [InlineData("GET /api/study?study=../../etc HTTP/1.1\nHost: localhost\n", 404)]
    [InlineData("GET /api/cell?study=toys/sums&cell=..%2f..%2fx HTTP/1.1\nHost: localhost\n", 404)]
    [InlineData("GET /api/cell?study=toys/sums&cell= HTTP/1.1\nHost: localhost\n", 404)]
    [InlineData("GET /api/answers?study=toys/sums&cell=00000000000000a1&who=me HTTP/1.1\nHost: localhost\n", 404)]
    [InlineData("GET /report?study=toys/sums HTTP/1.1\nHost: localhost\n", 404)]
    [InlineData("GET / HTTP/1.1\n", 400)]
    public async Task It_answers_its_own_pages_alone(string request, int status) =>
        (await Raw(request)).ShouldStartWith($"HTTP/1.1 {status} ");

    [Fact]
    public async Task A_language_is_never_a_path()
    {
        File.WriteAllText(Path.Combine(_made.Runs, "secret.jsonl"), "{}");
        var answers = await Get("/api/answers?study=toys/sums&cell=00000000000000a1&language=..%2f..%2f..%2f..%2f..%2fsecret");
        answers.GetProperty("language").GetString().ShouldBe("eng_Latn");
    }

    [Fact]
    public async Task Every_answer_has_its_policy_and_none_is_kept()
    {
        foreach (var path in new[] { "/", "/page.js", "/page.css", "/api/studies", "/nowhere" })
        {
            using var answer = await _http.GetAsync(new Uri(_page.Address, path));
            answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; script-src 'self';");
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            answer.Headers.Contains("Server").ShouldBeFalse();
        }

        File.WriteAllText(_made.Folder.Report, "<h1>report</h1>");
        using var report = await _http.GetAsync(new Uri(_page.Address, "/report?study=toys/sums"));
        report.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
    }

    [Fact]
    public async Task It_listens_on_the_loopback_address_alone()
    {
        _page.Address.Host.ShouldBe("127.0.0.1");
        var others = (await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(a =>
            a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a)
        );
        foreach (var address in others)
        {
            using var socket = new TcpClient();
            await Should.ThrowAsync<SocketException>(async () => await socket.ConnectAsync(address, _page.Address.Port));
        }

        var taken = await Should.ThrowAsync<InputException>(() => LivePage.Start(_made.Runs, _page.Address.Port, default));
        taken.Message.ShouldContain($"port {_page.Address.Port} cannot be listened on");
    }

    [Fact]
    public async Task A_page_is_told_what_changes()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var stream = await _http.GetStreamAsync(new Uri(_page.Address, "/events?study=toys/sums"), timeout.Token);
        using var reader = new StreamReader(stream);
        var (name, value) = await Event(reader, timeout.Token);
        name.ShouldBe("study");
        value.GetProperty("progress").ValueKind.ShouldBe(JsonValueKind.Null);

        _made.Running(MadeRuns.Planned, 0.5, 10);
        (name, value) = await Event(reader, timeout.Token);
        name.ShouldBe("change");
        value.GetProperty("cells").GetArrayLength().ShouldBe(1);
        value.GetProperty("cells")[0].GetProperty("state").GetString().ShouldBe("running");

        var log = Path.Combine(_made.Folder.Cell("00000000000000b1").Path, "log.jsonl");
        await File.AppendAllTextAsync(log, MadeRuns.Row(31, 0.1) + "\n", timeout.Token);
        (name, value) = await Event(reader, timeout.Token);
        value.GetProperty("cells")[0].GetProperty("id").GetString().ShouldBe(MadeRuns.First, name);
    }

    private static async Task<(string Name, JsonElement Value)> Event(StreamReader reader, CancellationToken cancel)
    {
        var name = "";
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return (name, JsonDocument.Parse(line[6..]).RootElement);
        }

        throw new EndOfStreamException();
    }
}
