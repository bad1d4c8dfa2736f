using Clt.Plugins.Sources.Files;
using Clt.Plugins.Sources.HuggingFace;

namespace Plugins.Tests.Sources.HuggingFace;

/// <summary>The hub's files and rows, from a server on this machine that does what real ones do on bad days.</summary>
public sealed class HubTests : IDisposable
{
    private const string Secret = "hf_secret_token";
    private static readonly string Lines = string.Concat(
        Enumerable.Range(0, 40).Select(i => $"{{\"id\": \"i{i}\", \"q\": \"question {i}\"}}\n")
    );

    private readonly string _folder = Directory.CreateTempSubdirectory("clt-hub-").FullName;
    private readonly List<string> _said = [];
    private readonly HubServer _server = new(Lines);

    private SourceContext Context => new(_folder, _said.Add);

    private HubSettings Settings =>
        new(_server.Address, _server.Address, Secret, false)
        {
            Attempts = 3,
            Pause = TimeSpan.FromMilliseconds(1),
            Silence = TimeSpan.FromSeconds(2),
        };

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private HubStore Store(string revision = "main", HubSettings? settings = null) => new("owner/set", revision, settings ?? Settings);

    private string Get(HubStore? store = null) => File.ReadAllText((store ?? Store()).Get("data/en.jsonl", Context));

    [Fact]
    public void A_file_is_fetched_once_and_then_kept()
    {
        Get().ShouldBe(Lines);
        Get().ShouldBe(Lines);
        _server.Requests.ShouldHaveSingleItem().ShouldStartWith("GET /datasets/owner/set/resolve/main/data/en.jsonl ");
        Get(Store(settings: Settings with { Offline = true })).ShouldBe(Lines);
    }

    [Fact]
    public void An_answer_that_is_cut_is_taken_up_where_it_broke_off()
    {
        _server.CutAfter = 300;
        Get().ShouldBe(Lines);
        _server.Requests.Count.ShouldBe((Lines.Length + 299) / 300);
        _server.Requests[1].ShouldContain("bytes=300-", Case.Insensitive);
    }

    [Fact]
    public void A_server_that_knows_no_ranges_starts_again()
    {
        (_server.CutAfter, _server.IgnoresRanges) = (300, true);
        Should.Throw<InputException>(() => Get()).Message.ShouldContain("does not arrive");
        _server.CutAfter = null;
        Get().ShouldBe(Lines);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(-500)]
    public void A_length_that_is_a_lie_is_found_out(int lie)
    {
        _server.Lie = lie;
        if (lie > 0)
        {
            // All content came before the connection broke off: the next attempt asks for the rest, is told there is none, and the checksum
            // holds.
            Get().ShouldBe(Lines);
            _server.Requests.Count.ShouldBe(2);
        }
        else
        {
            Should.Throw<InputException>(() => Get()).Message.ShouldContain("another checksum");
            Directory.GetFiles(_folder, "en.jsonl", SearchOption.AllDirectories).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Content_of_another_checksum_is_not_kept()
    {
        _server.Sum = new string('0', 64);
        Should.Throw<InputException>(() => Get()).Message.ShouldContain("another checksum");
        Directory.GetFiles(_folder, "*.jsonl", SearchOption.AllDirectories).ShouldBeEmpty();
        // Small files have git's sum.
        _server.Sum = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA1.HashData([
                .. System.Text.Encoding.ASCII.GetBytes($"blob {_server.Content.Length}\0"),
                .. _server.Content,
            ])
        );
        Get().ShouldBe(Lines);
    }

    [Fact]
    public void A_slow_server_is_waited_for_and_a_silent_one_is_not()
    {
        _server.Pause = TimeSpan.FromMilliseconds(5);
        Get().ShouldBe(Lines);
        _server.Pause = TimeSpan.FromSeconds(20);
        Should
            .Throw<InputException>(() =>
                Get(new HubStore("owner/other", "main", Settings with { Silence = TimeSpan.FromMilliseconds(200) }))
            )
            .Message.ShouldContain("nothing came for 0.2 s");
    }

    [Fact]
    public void Failures_that_pass_are_tried_again_and_refusals_are_not()
    {
        foreach (var status in new[] { 503, 429 })
            _server.Failures.Enqueue(status);
        Get().ShouldBe(Lines);
        _server.Failures.Enqueue(401);
        Should.Throw<InputException>(() => Get(new HubStore("owner/other", "main", Settings))).Message.ShouldContain("HF_TOKEN");
        _server.Failures.Enqueue(404);
        Should
            .Throw<InputException>(() => Get(new HubStore("owner/other", "main", Settings)))
            .Message.ShouldContain("no such file or revision");
    }

    [Fact]
    public void A_revision_that_moved_is_an_error()
    {
        Get();
        _server.Commit = new string('b', 40);
        var problem = Should.Throw<InputException>(() => Store().Get("data/es.jsonl", Context)).Problems.ShouldHaveSingleItem();
        problem.What.ShouldContain($"is now commit {new string('b', 40)}");
        problem.Mend.ShouldContain(new string('a', 40));
        // What was fetched stays as it was.
        Get().ShouldBe(Lines);
    }

    [Fact]
    public void A_commit_is_that_commit_or_an_error()
    {
        Get(Store(new string('a', 40))).ShouldBe(Lines);
        Should.Throw<InputException>(() => Get(Store(new string('c', 40)))).Message.ShouldContain("the hub answered with commit");
    }

    [Fact]
    public void A_changed_file_in_the_cache_is_an_error()
    {
        var path = Store().Get("data/en.jsonl", Context);
        File.AppendAllText(path, "x");
        Should.Throw<InputException>(() => Get()).Message.ShouldContain("not the one that was fetched");
    }

    [Fact]
    public void Offline_says_what_is_not_there()
    {
        var problem = Should
            .Throw<InputException>(() => Get(Store(settings: Settings with { Offline = true })))
            .Problems.ShouldHaveSingleItem();
        problem.What.ShouldContain("owner/set data/en.jsonl at main");
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void The_token_goes_to_the_hub_alone_and_is_never_shown()
    {
        using var store = new HubServer(Lines);
        _server.Store = store.Address;
        Get().ShouldBe(Lines);
        _server.Requests.ShouldHaveSingleItem().ShouldContain($"Bearer {Secret}");
        store.Requests.ShouldHaveSingleItem().ShouldNotContain(Secret);
        _server.Store = null;
        _server.Failures.Enqueue(403);
        var message = Should.Throw<InputException>(() => Get(new HubStore("owner/other", "main", Settings))).ToString();
        (message + string.Concat(_said) + Settings).ShouldNotContain(Secret);
        foreach (var file in Directory.GetFiles(_folder, "*", SearchOption.AllDirectories))
            File.ReadAllText(file).ShouldNotContain(Secret);
    }

    [Fact]
    public void Files_are_records_like_local_ones()
    {
        ISource Local(string path) => FilesRecipes.Files(path, "en es", "question=q", id: "id");
        var source = new HubFilesSource(Store(), "owner/set", "main", "data/{language}.jsonl", Local, Local("x/{language}.jsonl").Info);
        source.Info.Settings["revision"].ShouldBe("main");
        var records = TestContext.Splits.SelectMany(s => source.Read("es", s, Context)).ToList();
        records.Count.ShouldBe(40);
        records.ShouldAllBe(r => r["question"].StartsWith("question"));
        source.Fingerprint(Context).ShouldBe(source.Fingerprint(Context));
        _server.Requests.Count.ShouldBe(2, "a file a language");
    }

    [Fact]
    public void Rows_come_in_pages_and_go_on_where_they_broke_off()
    {
        var fail = true;
        _server.Rows = query =>
        {
            var offset = int.Parse(query.Split("offset=")[1].Split('&')[0]);
            if (offset == 200 && fail)
                return "{";
            var rows = Enumerable
                .Range(offset, Math.Min(100, 250 - offset))
                .Select(i => $"{{\"row_idx\": {i}, \"row\": {{\"id\": \"r{i}\", \"q\": \"{i}\"}}}}");
            return $"{{\"num_rows_total\": 250, \"rows\": [{string.Join(',', rows)}]}}";
        };
        ISource Local(string path) => FilesRecipes.Files(path, "en", id: "id");
        var source = new HubRowsSource(Settings, "owner/set", "main", "train", null, "en", Local, Local("x.jsonl").Info);
        Should.Throw<InputException>(() => source.Fingerprint(Context)).Message.ShouldContain("offset=200");
        fail = false;
        var before = _server.Requests.Count;
        TestContext.Splits.SelectMany(s => source.Read("en", s, Context)).Select(r => r.ItemId).ToHashSet().Count.ShouldBe(250);
        _server.Requests.Skip(before).ShouldHaveSingleItem().ShouldContain("offset=200");
        new HubRowsSource(Settings with { Offline = true }, "owner/set", "main", "train", null, "en", Local, Local("x.jsonl").Info)
            .Read("en", Split.Train, Context)
            .ShouldNotBeEmpty();
    }

    [Fact]
    public void Rows_are_of_one_commit_and_of_the_pinned_one()
    {
        _server.Rows = query =>
        {
            var offset = int.Parse(query.Split("offset=")[1].Split('&')[0]);
            var rows = Enumerable
                .Range(offset, Math.Min(100, 150 - offset))
                .Select(i => $"{{\"row_idx\": {i}, \"row\": {{\"id\": \"r{i}\", \"q\": \"{i}\"}}}}");
            // The set changes after the first page.
            if (offset == 100)
                _server.Commit = new string('b', 40);
            return $"{{\"num_rows_total\": 150, \"rows\": [{string.Join(',', rows)}]}}";
        };
        ISource Local(string path) => FilesRecipes.Files(path, "en", id: "id");
        HubRowsSource Rows(string? revision) => new(Settings, "owner/set", "main", "train", revision, "en", Local, Local("x.jsonl").Info);
        Should
            .Throw<InputException>(() => Rows(null).Fingerprint(Context))
            .Message.ShouldContain($"changed from commit {new string('a', 40)} to {new string('b', 40)}");
        Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
        TestContext.Splits.SelectMany(s => Rows(null).Read("en", s, Context)).Select(r => r.ItemId).ToHashSet().Count.ShouldBe(150);

        Rows(new string('b', 40)).Fingerprint(Context).ShouldBe(Rows(null).Fingerprint(Context));
        Should
            .Throw<InputException>(() => Rows(new string('a', 40)).Fingerprint(Context))
            .Message.ShouldContain($"of commit {new string('b', 40)}, not");
        Rows(new string('a', 40)).Info.Settings["revision"].ShouldBe(new string('a', 40));
    }
}
