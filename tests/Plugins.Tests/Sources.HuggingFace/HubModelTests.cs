using System.Text;
using Clt.Plugins.Sources.HuggingFace;
using Clt.Testing;
using Clt.Tests.Hub;

namespace Plugins.Tests.Sources.HuggingFace;

/// <summary>Models of a hub on this machine that cuts, throttles, lies and redirects: fetched whole or not at all, and published.</summary>
public sealed class HubModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HubModelServer _server = new();
    private readonly List<string> _said = [];

    public HubModelTests()
    {
        foreach (var (name, content) in new[] { ("config.json", "{}"), ("tokenizer.json", new string('t', 3000)), ("README.md", "no") })
            _server.Files[name] = Encoding.UTF8.GetBytes(content);
        _server.Files["model.safetensors"] = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];
        _server.Files["pytorch_model.bin"] = [1];
    }

    private string Model => _folder.Combine("model");

    private SourceContext Context => new(_folder.Combine("cache"), _said.Add);

    private HubSettings Settings =>
        new(_server.Address, _server.Address, "hf_secret", false)
        {
            Attempts = 3,
            Pause = TimeSpan.FromMilliseconds(1),
            Silence = TimeSpan.FromSeconds(5),
        };

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_a_model_needs_is_fetched_once_and_of_one_commit()
    {
        Fetch();

        Names().ShouldBe(["config.json", "model.safetensors", "tokenizer.json"]);
        File.ReadAllBytes(Path.Combine(Model, "model.safetensors")).ShouldBe(_server.Files["model.safetensors"]);
        _server.Requests.Select(r => r.Path).ShouldAllBe(p => p.Contains("/revision/main") || p.Contains($"/resolve/{_server.Commit}/"));
        var asked = _server.Requests.Count;
        Fetch();
        new HubModelStore("owner/name", Settings with { Offline = true }).Fetch(Model, true, Context);
        _server.Requests.Count.ShouldBe(asked, "nothing is asked for again");
    }

    [Fact]
    public void A_plan_fetches_no_weights_and_a_run_then_only_these()
    {
        Fetch(weights: false);
        Names().ShouldBe(["config.json", "tokenizer.json"]);
        _server.Commit.ShouldBe(new string('a', 40));
        _server.Requests.Clear();
        Fetch();
        _server.Requests.ShouldHaveSingleItem().Path.ShouldEndWith("model.safetensors");
    }

    [Fact]
    public void Answers_that_break_off_are_taken_up_and_throttling_is_waited_for()
    {
        _server.CutAfter = 1700;
        foreach (var status in new[] { 429, 503 })
            _server.Failures.Enqueue(status);
        Fetch();
        File.ReadAllBytes(Path.Combine(Model, "model.safetensors")).ShouldBe(_server.Files["model.safetensors"]);
        _said.ShouldContain(s => s.Contains("trying again", StringComparison.Ordinal));
    }

    [Fact]
    public void Content_that_is_not_what_was_listed_is_not_kept()
    {
        _server.Lie = content => [.. content.Select(b => (byte)(b ^ 1))];
        Should.Throw<InputException>(() => Fetch()).Message.ShouldContain("another checksum");
        Names().ShouldBeEmpty();
        Should
            .Throw<InputException>(() => new HubModelStore("owner/name", Settings with { Offline = true }).Fetch(Model, true, Context))
            .Message.ShouldContain("HF_HUB_OFFLINE");
        _server.Lie = null;
        Fetch();
        Names().Length.ShouldBe(3);
    }

    [Fact]
    public void A_store_behind_a_redirect_sees_no_token()
    {
        _server.Redirects = true;
        Fetch();
        Names().Length.ShouldBe(3);
        var store = _server.Requests.Where(r => r.Host == "localhost").ToList();
        store.Count.ShouldBe(3);
        store.ShouldAllBe(r => !r.Token);
        _server.Requests.Where(r => r.Host != "localhost").ShouldAllBe(r => r.Token);
        string.Join('\n', _said).ShouldNotContain("hf_secret");
    }

    [Fact]
    public void Another_commit_pickled_weights_and_refusals_are_told()
    {
        Should
            .Throw<InputException>(() => Fetch($"owner/name@{new string('c', 40)}"))
            .Message.ShouldContain($"answered with commit {_server.Commit}");
        _server.Files.Remove("model.safetensors");
        _server.Files.Remove("config.json");
        var problems = Should.Throw<InputException>(() => Fetch("owner/other")).Problems;
        problems
            .Select(p => p.What)
            .ShouldBe([
                "the repository has no config.json",
                "the repository has no safetensors: pickled weights (.bin, .pt) are not read, since loading them runs code",
            ]);
        _server.Failures.Enqueue(401);
        Should.Throw<InputException>(() => Fetch("owner/third")).Message.ShouldContain("HF_TOKEN");
        _server.Failures.Enqueue(404);
        Should.Throw<InputException>(() => Fetch("owner/fourth")).Message.ShouldContain("Correct the model's name or revision");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_is_published_as_one_commit_its_weights_by_the_store(bool inParts)
    {
        var folder = _folder.Combine("mine");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), "{}");
        File.WriteAllBytes(Path.Combine(folder, "model.safetensors"), _server.Files["model.safetensors"]);
        _server.InParts = inParts;
        _server.Failures.Enqueue(503);

        var shown = new HubUpload("owner/mine", Settings, Context).Publish(folder, isPrivate: true);

        shown.ShouldEndWith("commit/1");
        _server.Committed.Select(c => c["key"]!.GetValue<string>()).ShouldBe(["header", "file", "lfsFile"]);
        var large = _server.Committed[2]["value"]!;
        _server.Store[large["oid"]!.GetValue<string>()].ShouldBe(_server.Files["model.safetensors"]);
        _server.Requests.Where(r => r.Host == "localhost").ShouldAllBe(r => !r.Token);
        var sent = _server.Requests.Count(r => r.Host == "localhost");
        new HubUpload("owner/mine", Settings, Context).Publish(folder, isPrivate: true);
        _server.Requests.Count(r => r.Host == "localhost").ShouldBe(sent, "what the store has is not sent again");
    }

    [Fact]
    public void Nothing_is_published_without_a_token_or_a_name()
    {
        Should
            .Throw<InputException>(() => new HubUpload("owner/mine", Settings with { Token = null }, Context).Publish(Model, false))
            .Message.ShouldContain("HF_TOKEN");
        Should
            .Throw<InputException>(() => new HubUpload("mine", Settings, Context).Publish(Model, false))
            .Message.ShouldContain("owner/name");
        _server.Failures.Enqueue(403);
        Should
            .Throw<InputException>(() => new HubUpload("owner/mine", Settings, Context).Publish(Model, false))
            .Message.ShouldContain("does not let this token write");
    }

    private void Fetch(string name = "owner/name", bool weights = true) =>
        new HubModelStore(name, Settings).Fetch(
            Path.Combine(Model, name.Contains('@') || !name.EndsWith("/name") ? name.Replace('/', '~') : ""),
            weights,
            Context
        );

    private string[] Names() =>
        Directory.Exists(Model)
            ?
            [
                .. Directory
                    .GetFiles(Model)
                    .Select(f => Path.GetFileName(f)!)
                    .Where(f => f is not (".fetching" or "hub.json") && !f.EndsWith(".part"))
                    .Order(StringComparer.Ordinal),
            ]
            : [];
}
