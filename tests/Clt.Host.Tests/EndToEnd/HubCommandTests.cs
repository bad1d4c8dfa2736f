using System.Text;
using Clt.Testing;
using Clt.Tests.Hub;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>A model of a hub through the real command: planned, trained, offline, and published with its card.</summary>
public sealed class HubCommandTests : IDisposable
{
    private readonly CltCommand _clt = new();
    private readonly HubModelServer _server = new();

    public HubCommandTests()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(RepositoryRoot.Folder, "recipes/bases/small")))
            _server.Files[Path.GetFileName(file)] = File.ReadAllBytes(file);
        _clt.Environment["HF_ENDPOINT"] = _server.Address.ToString();
        _clt.Environment["HF_TOKEN"] = "hf_secret";
        _clt.Write(
            "data/en.jsonl",
            string.Concat(Enumerable.Range(0, 60).Select(i => $"{{\"id\": \"q{i}\", \"q\": \"{i} and 1\", \"a\": \"{i + 1}\"}}\n"))
        );
        _clt.Write(
            "own.csx",
            $$"""
            using static Clt.Recipe;

            return Study("own")
                .Model("hub:owner/small@{{_server.Commit}}")
                .Task(Prompted(on: Files("data/{language}.jsonl", "en", id: "id"), prompt: "{q}\n", completion: "{a}", newTokens: 4))
                .Mixture(Fixed(Lang("en"), 16))
                .Train(batch: 8, lr: Constant(1e-4), selectBy: LastCheckpoint, validation: 0)
                .Evaluate(Langs("en"), items: 3);
            """
        );
    }

    public void Dispose()
    {
        _clt.Dispose();
        _server.Dispose();
    }

    [Fact]
    public void A_model_is_fetched_once_trained_offline_and_published_with_its_scores()
    {
        var check = _clt.Run("check", "own.csx");
        check.ExitCode.ShouldBe(0, check.ToString());
        _server.Requests.ShouldNotContain(r => r.Path.EndsWith(".safetensors", StringComparison.Ordinal), "a plan needs no weights");

        (_server.CutAfter, _server.Redirects) = (1_000_000, true);
        _server.Failures.Enqueue(503);
        var run = _clt.Run("run", "own.csx");
        run.ExitCode.ShouldBe(0, run.ToString());
        _server.Requests.Where(r => r.Host == "localhost").ShouldAllBe(r => !r.Token);
        _server.CutAfter = null;

        _clt.Environment["HF_HUB_OFFLINE"] = "1";
        var asked = _server.Requests.Count;
        var again = _clt.Run("check", "own.csx");
        again.ExitCode.ShouldBe(0, again.ToString());
        again.Output.ShouldContain("2 cells (2 done)");
        _server.Requests.Count.ShouldBe(asked);
        _clt.Environment.Remove("HF_HUB_OFFLINE");

        var cell = Directory
            .GetDirectories(Path.Combine(_clt.Folder, "runs/own/cells"))
            .Single(c => Directory.Exists(Path.Combine(c, "checkpoint/model")) && File.Exists(Path.Combine(c, "results.json")));
        var pushed = _clt.Run("export", cell, "--push", "me/mine", "--private");
        pushed.ExitCode.ShouldBe(0, pushed.ToString());
        pushed.Output.ShouldContain("Published: ");
        (run.Error + pushed.Error + pushed.Output).ShouldNotContain("hf_secret");
        var files = _server
            .Committed.Where(c => c["key"]!.GetValue<string>() != "header")
            .Select(c => c["value"]!)
            .ToDictionary(v => v["path"]!.GetValue<string>());
        foreach (var name in new[] { "README.md", "config.json", "model.safetensors", "tokenizer.json" })
            files.Keys.ShouldContain(name);
        var card = Encoding.UTF8.GetString(Convert.FromBase64String(files["README.md"]["content"]!.GetValue<string>()));
        card.ShouldStartWith("---\nlanguage:\n- en\nlibrary_name: transformers\npipeline_tag: text-generation\n");
        card.ShouldContain("model-index:\n- name: \"mine\"");
        card.ShouldContain("| prompted | English | ");
    }

    [Fact]
    public void A_name_that_is_none_and_a_hub_that_is_none_are_refused()
    {
        var text = File.ReadAllText(Path.Combine(_clt.Folder, "own.csx"));
        _clt.Write("own.csx", text.Replace("hub:owner", "hob:owner"));
        var scheme = _clt.Run("check", "own.csx");
        scheme.ExitCode.ShouldBe(2, scheme.ToString());
        scheme.Error.ShouldContain("no plugin gives a hub of models 'hob:'");
        _clt.Write("own.csx", text.Replace("hub:owner/small@", "hub:../../small@"));
        var name = _clt.Run("check", "own.csx");
        name.ExitCode.ShouldBe(2, name.ToString());
        name.Error.ShouldContain("is no model's name");
    }
}
