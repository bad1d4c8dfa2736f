using System.Text.Json;
using Clt.Plugins.Catalog;
using Clt.Plugins.Metadata;
using Clt.Plugins.Tests.Kit;
using Clt.Testing;

namespace Clt.Plugins.Tests.Contracts;

/// <summary>
/// Plugins that were built against a published contract go on working. <c>Contracts/Clt.Abstractions.VERSION.dll</c> are its reference
/// assemblies, without bodies (docs/reference/versions.md says when one is stored).
/// </summary>
public sealed class StoredContractTests : IDisposable
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Folder, "tests", "Clt.Plugins.Tests", "Contracts");

    private const string Llama = """
        { "architectures": ["OldForCausalLM"], "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1, "num_attention_heads": 2,
          "vocab_size": 300, "max_position_embeddings": 128, "rms_norm_eps": 1e-05, "hidden_act": "silu", "tie_word_embeddings": true,
          "bos_token_id": 1, "eos_token_id": 2 }
        """;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Versions =>
        [
            .. Directory
                .GetFiles(Folder, "Clt.Abstractions.*.dll")
                .Select(f => Path.GetFileNameWithoutExtension(f)["Clt.Abstractions.".Length..]),
        ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public void Nothing_that_a_compiled_plugin_is_bound_to_is_gone(string version)
    {
        var (stored, now) = (ContractFacts.Of(Stored(version)), ContractFacts.Of(HostAssemblies.Paths["Clt.Abstractions"]));
        var (then, here) = (Version.Parse(version), Version.Parse(ContractVersion.Text));
        var broken = stored.BrokenBy(now);
        broken.ShouldBeEmpty(
            $"A plugin built against contract {version} would not work with this one, {here}. Keep what is gone (new members of an "
                + "enumeration go to its end), or begin a new major version as docs/reference/versions.md says."
        );
        here.Major.ShouldBe(then.Major, "A new major version has begun: store its contract, and remove those of the old one.");
        var added = stored.AddedBy(now);
        if (added.Count == 0)
            return;
        here.ShouldBeGreaterThan(then, "The contract has grown; raise the minor version in ContractVersion:\n" + string.Join('\n', added));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_plugin_that_was_built_against_it_loads_and_works(string version)
    {
        _folder.Write("old/plugin.yaml", TestPlugin.Manifest("old", "Test.Old", ">=1.0 <2.0", "[old]"));
        TestPlugin.CompileAgainst(Stored(version), OldPlugin.Code, _folder.Combine("old", "Test.Old.dll"));
        var catalog = PluginHost.Load([_folder.Path], builtIn: false);
        catalog.LoadAll();
        catalog.Broken.ShouldBeEmpty();

        var api = catalog.Require("old").Load().GetType("Old.Api")!;
        var task = (ITask)api.GetMethod("OldTask")!.Invoke(null, [])!;
        var context = new SourceContext(_folder.Path, _ => { });
        var record = task.Source.Read(new SourceRequest(Language.Parse("pt-BR"), Split.Test, context)).ShouldHaveSingleItem();
        var example = task.Format(record);
        (example.Segments[0].Text, example.Segments[0].Train, example.References[0]).ShouldBe(("um\n", false, "1"));
        task.Info.Scoring.ShouldBe(Scoring.Label);
        task.Source.Fingerprint(context).ShouldBe("por_Latn_BR");

        var prediction = new Prediction("1", Language.Parse("pt-BR"), "um\n", "1", ["1"]);
        foreach (var metric in catalog.All<IMetric>())
            metric.Aggregate([metric.Score(prediction)]).ShouldBe(1, metric.Info.Name);
        catalog.All<IMetric>().Count.ShouldBe(2);
        catalog.All<IMetricReader>().ShouldHaveSingleItem().Read("old-mean|v:1")!.Info.Name.ShouldBe("old-mean");

        using var config = JsonDocument.Parse(Llama);
        catalog.All<IModelFamily>().ShouldHaveSingleItem().Configure(config.RootElement, "config.json").VocabularySize.ShouldBe(300);
    }

    private static string Stored(string version) => Path.Combine(Folder, $"Clt.Abstractions.{version}.dll");
}
