using System.Security.Cryptography;
using System.Text;
using Clt.Plugins.Sources.Catalogue;
using Clt.Plugins.Sources.Files;
using Plugins.Tests.Sources.HuggingFace;

namespace Plugins.Tests.Sources.Catalogue;

/// <summary>Where a set is looked for, and how it is fetched from a server on this machine that has bad days.</summary>
public sealed class SetStoreTests : IDisposable
{
    private static readonly string Text = string.Concat(Enumerable.Range(0, 60).Select(i => $"{{\"q\": \"question {i}\"}}\n"));

    private readonly string _folder = Directory.CreateTempSubdirectory("clt-sets-").FullName;
    private readonly HubServer _server = new(Text);

    private DataPlaces Places => new(null, Path.Combine(_folder, "cache"), _ => { });

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_set_is_fetched_once_checked_and_kept()
    {
        var store = Store();
        store.Find().ShouldBeNull();
        File.ReadAllText(Path.Combine(store.Get(), "sub", "de.jsonl")).ShouldBe(Text);
        store.Get();
        _server.Requests.ShouldHaveSingleItem().ShouldStartWith("GET /files/sub/de.jsonl ");
        store.Find()!.Value.Place.ShouldBe("cache");
        store.Differences().ShouldBeEmpty();
        Store(offline: true).Get().ShouldBe(store.Get());
    }

    [Fact]
    public void The_users_folder_comes_first_even_where_it_is_another_copy()
    {
        Store().Get();
        Directory.CreateDirectory(Path.Combine(_folder, "data", "mine", "sub"));
        File.WriteAllText(Path.Combine(_folder, "data", "mine", "sub", "de.jsonl"), "{}\n");
        var store = Store();
        store.Find().ShouldBe(("CLT_DATA", Path.Combine(_folder, "data", "mine")));
        store.Differences().ShouldBe(["sub/de.jsonl"]);
    }

    [Fact]
    public void Content_with_another_checksum_is_not_kept()
    {
        var problem = Refused(Store(sum: new string('0', 64)));
        problem.What.ShouldContain("the content has another checksum");
        Directory.GetFiles(_folder, "de.jsonl*", SearchOption.AllDirectories).ShouldBeEmpty();
        // The server's own word for it counts for nothing.
        _server.Sum = new string('1', 64);
        Store().Get();
    }

    [Fact]
    public void A_cut_connection_is_taken_up_where_it_broke_off()
    {
        _server.CutAfter = 500;
        File.ReadAllText(Path.Combine(Store().Get(), "sub", "de.jsonl")).ShouldBe(Text);
        _server.Requests[1].ShouldContain("bytes=500-", Case.Insensitive);
    }

    [Fact]
    public void A_caller_whose_thread_has_a_context_of_its_own_does_not_wait_for_itself()
    {
        _server.CutAfter = 500;
        string? folder = null;
        var caller = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new DeafContext());
            folder = Store().Get();
        })
        {
            IsBackground = true,
        };
        caller.Start();
        caller.Join(TimeSpan.FromSeconds(30)).ShouldBeTrue("the download goes on without the caller's thread");
        File.ReadAllText(Path.Combine(folder!, "sub", "de.jsonl")).ShouldBe(Text);
    }

    [Fact]
    public void A_missing_file_is_told_at_once()
    {
        _server.Failures.Enqueue(404);
        Refused(Store()).What.ShouldContain("the server has no such file");
        _server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_redirect_is_followed()
    {
        using var moved = new HubServer(Text);
        _server.Store = moved.Address;
        File.ReadAllText(Path.Combine(Store().Get(), "sub", "de.jsonl")).ShouldBe(Text);
        moved.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void Offline_one_message_names_address_checksum_and_the_variable()
    {
        var (address, unreachable) = (_server.Address, Store());
        var told = new List<Problem> { Refused(Store(offline: true)) };
        _server.Requests.ShouldBeEmpty();
        _server.Dispose();
        told.Add(Refused(unreachable));
        foreach (var problem in told)
        {
            problem.Where.ShouldBe($"{address}files/sub/de.jsonl");
            problem.Mend.ShouldContain("CLT_DATA");
            problem.Mend.ShouldContain(Sum(Text));
            problem.Mend.ShouldContain("clt data fetch mine");
        }
    }

    [Fact]
    public void A_file_without_a_public_address_names_the_page_and_the_note()
    {
        var problem = Refused(Store(address: false));
        problem.What.ShouldContain("has no public address in this form");
        problem.Where.ShouldBe("https://example.org/mine");
        problem.Mend.ShouldContain("Cut it yourself.");
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Several_readers_fetch_once()
    {
        _server.Pause = TimeSpan.FromMilliseconds(2);
        Parallel.For(0, 4, _ => Store().Get());
        _server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_source_is_known_before_its_files_are_and_fetches_when_it_is_read()
    {
        var entry = Entry(Sum(Text), true);
        var source = new CatalogueSource(
            entry,
            Places,
            (folder, files) => FilesRecipes.Files(Path.Combine(folder, files[0]), "de", "question=q")
        );
        source.Info.Languages.Select(l => l.Short).ShouldBe(["de"]);
        _server.Requests.ShouldBeEmpty();
        var context = new SourceContext(Path.Combine(_folder, "cache"), _ => { });
        source.Fingerprint(context).ShouldNotBeEmpty();
        TestContext.Splits.Sum(s => source.Read("de", s, context).Count).ShouldBe(60);
        _server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void What_could_not_be_fetched_is_not_asked_for_again_by_any_source_of_the_program()
    {
        var context = new SourceContext(Path.Combine(_folder, "cache"), _ => { });
        CatalogueSource Source() =>
            new(Entry(Sum(Text), true), Places, (f, files) => FilesRecipes.Files(Path.Combine(f, files[0]), "de", "question=q"));
        _server.Failures.Enqueue(404);
        var first = Should.Throw<InputException>(() => Source().Fingerprint(context));
        Should.Throw<InputException>(() => Source().Fingerprint(context)).Message.ShouldBe(first.Message);
        _server.Requests.ShouldHaveSingleItem();
    }

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Problem Refused(SetStore store) => Should.Throw<InputException>(() => store.Get()).Problems.ShouldHaveSingleItem();

    private CatalogueEntry Entry(string sum, bool address)
    {
        var card = new DataSetInfo("mine", "data", "", "", "de", "CC0-1.0", "Me 2026", "https://example.org/mine", Text.Length)
        {
            Note = "Cut it yourself.",
        };
        var file = new CatalogueFile("sub/de.jsonl", sum, null, address ? new Uri(_server.Address, "files/sub/de.jsonl") : null);
        return new CatalogueEntry(card, new SetLayout("files", "de", "sub/{language}.jsonl", null, null, "here"), [file]);
    }

    private SetStore Store(string? sum = null, bool offline = false, bool address = true) =>
        new(Entry(sum ?? Sum(Text), address), Places, ("CLT_DATA", Path.Combine(_folder, "data")))
        {
            Offline = offline,
            Downloads = new DownloadSettings { Attempts = 3, Pause = TimeSpan.FromMilliseconds(1) },
        };

    /// <summary>Runs nothing that is posted to it, as a test runner whose threads are all in use.</summary>
    private sealed class DeafContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) { }
    }
}
