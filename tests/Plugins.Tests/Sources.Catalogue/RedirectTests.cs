using System.Net;
using Clt.Plugins.Sources.Catalogue;

namespace Plugins.Tests.Sources.Catalogue;

/// <summary>
/// Servers that redirect: refused by their fault, with a message and no more than a few requests; the token stays with its server.
/// </summary>
public sealed class RedirectTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-redirects-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Download.Facts Fetch(Server server, string from = "https://hub.example/start?sig=secret")
    {
        using var client = new HttpClient(server);
        var settings = new DownloadSettings
        {
            Attempts = 3,
            Pause = TimeSpan.Zero,
            Token = (new Uri("https://hub.example/"), "token"),
            Server = "the hub",
        };
        return new Download(client, settings, _ => { })
            .Fetch(new Uri(from), Path.Combine(_folder, "file"), default)
            .GetAwaiter()
            .GetResult();
    }

    [Theory]
    [InlineData(null, "redirects without saying where")]
    [InlineData("file:///etc/passwd", "redirects to an address of the scheme 'file'")]
    [InlineData("ftp://hub.example/x", "redirects to an address of the scheme 'ftp'")]
    [InlineData("http://hub.example/x", "redirects to hub.example without encryption")]
    [InlineData("https://[broken", "redirects without saying where")]
    [InlineData("/start?sig=secret", "redirects in a circle")]
    [InlineData("/next", "redirects more than 5 times")]
    public void What_leads_nowhere_is_refused_at_once(string? location, string what)
    {
        var server = new Server((request, n) => Answer(HttpStatusCode.Found, location == "/next" ? $"/next{n}" : location));
        var refused = Should.Throw<InputException>(() => Fetch(server)).Problems[0];
        refused.What.ShouldStartWith($"the hub {what}");
        refused.Where.ShouldNotContain("secret");
        refused.Mend.ShouldNotBeEmpty();
        server.Asked.Count.ShouldBeLessThanOrEqualTo(6);
    }

    [Fact]
    public void Another_host_is_followed_and_never_sees_the_token()
    {
        var server = new Server(
            (request, _) =>
                request.RequestUri!.Host == "hub.example"
                    ? Answer(HttpStatusCode.Redirect, "https://store.example/blob")
                    : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("content") }
        );
        Fetch(server);
        server.Asked.ShouldBe(["hub.example Bearer token", "store.example "]);
        File.ReadAllText(Path.Combine(_folder, "file")).ShouldBe("content");
    }

    [Theory]
    [InlineData(HttpStatusCode.Gone)]
    [InlineData((HttpStatusCode)418)]
    [InlineData(HttpStatusCode.NotModified)]
    public void Other_answers_are_named_and_not_asked_for_again(HttpStatusCode code)
    {
        var server = new Server((_, _) => new HttpResponseMessage(code));
        Should.Throw<InputException>(() => Fetch(server)).Problems[0].What.ShouldContain($"answered {(int)code}");
        server.Asked.Count.ShouldBe(1);
    }

    private static HttpResponseMessage Answer(HttpStatusCode code, string? location)
    {
        var answer = new HttpResponseMessage(code);
        if (location is not null)
            answer.Headers.TryAddWithoutValidation("Location", location);
        return answer;
    }

    /// <summary>Answers without a network.</summary>
    private sealed class Server(Func<HttpRequestMessage, int, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add($"{request.RequestUri!.Host} {request.Headers.Authorization}");
            return Task.FromResult(answer(request, Asked.Count));
        }
    }
}
