using System.Text.Json;
using Clt.Engine.Adapters;
using Clt.Engine.Export;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Engine.Tests.Adapters;
using Clt.Engine.Tests.Models;
using Clt.Formats.Safetensors;
using Clt.Formats.Tokenization;
using Clt.Testing;

namespace Clt.Engine.Tests.Export;

public sealed class ModelExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Dtype.Float32)]
    [InlineData(Dtype.BFloat16)]
    [InlineData(Dtype.Float16)]
    public void What_is_written_is_the_model_in_shards_of_that_dtype(Dtype dtype)
    {
        using var model = TinyModel.Create();
        ExportProof.Round(model.Parameters, dtype);
        ExportProof? proof = null;
        var settings = new ExportSettings { Dtype = dtype, ShardBytes = 10_000 };

        ModelExport
            .Write(model, _folder["out"], settings, f => (proof = ExportProof.Of(model, f, ModelFamilies.BuiltIn)).Ok)
            .ShouldBeTrue();

        proof!.Rows.Count.ShouldBe(3);
        proof.Rows.ShouldAllBe(r => r.Same && r.Expected.Count > 0);
        var shards = Directory.GetFiles(_folder["out"], "model-*.safetensors");
        shards.Length.ShouldBeGreaterThan(1);
        using var index = JsonDocument.Parse(File.ReadAllText(_folder["out/model.safetensors.index.json"]));
        index.RootElement.GetProperty("metadata").GetProperty("total_size").GetInt64().ShouldBe(model.Parameters.Count * dtype.Size());
        foreach (var shard in shards)
        {
            using var file = SafetensorsFile.Open(shard);
            file.Entries.ShouldAllBe(e => e.Type == dtype.Stored());
            (file.Entries.Count == 1 || file.Entries.Sum(e => e.Bytes) <= 10_000).ShouldBeTrue(shard);
        }

        using var config = JsonDocument.Parse(File.ReadAllText(_folder["out/config.json"]));
        config.RootElement.GetProperty("dtype").GetString().ShouldBe(dtype.HubName());
        config.RootElement.GetProperty("torch_dtype").GetString().ShouldBe(dtype.HubName());
        config.RootElement.GetProperty("architectures")[0].GetString().ShouldBe("LlamaForCausalLM");
        using var stored = LanguageModel.Load(_folder["out"], dtype: null);
        stored.Parameters.Dtype.ShouldBe(dtype);
    }

    [Fact]
    public void One_file_is_enough_for_a_small_model_and_the_tokenizer_is_copied()
    {
        var tokenizer = BpeTrainer.Train(["abab cdcd ab, 12 ab"], 262, ["<s>", "</s>"]);
        tokenizer.Save(_folder["tokenizer"]);
        File.WriteAllText(_folder["tokenizer/chat_template.jinja"], "{{ messages }}");
        File.WriteAllText(_folder["tokenizer/secret.txt"], "not a tokenizer's");
        using var model = LanguageModel.Create(LlamaConfig.Create(300, layers: 1, width: 32, heads: 4), 1);
        ExportProof? proof = null;

        ModelExport
            .Write(
                model,
                _folder["out"],
                new ExportSettings { TokenizerFolder = _folder["tokenizer"] },
                f => (proof = ExportProof.Of(model, f, ModelFamilies.BuiltIn)).Ok
            )
            .ShouldBeTrue();

        Directory
            .GetFiles(_folder["out"])
            .Select(Path.GetFileName)
            .ShouldBe(
                [
                    .. Directory.GetFiles(_folder["tokenizer"]).Select(Path.GetFileName).Where(f => f != "secret.txt"),
                    "config.json",
                    "model.safetensors",
                ],
                ignoreOrder: true
            );
        proof!.Rows.Count.ShouldBe(5);
        TokenizerLoader.Load(_folder["out"]).Fingerprint.ShouldBe(TokenizerLoader.Load(_folder["tokenizer"]).Fingerprint);
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownModelFolders), MemberType = typeof(GoldenFolders))]
    public void Golden_models_of_every_kind_are_written_with_an_adapter_merged(string folder)
    {
        using (var model = ModelFolder.Load(GoldenFolders.Of(folder), GoldenFolders.Families))
        {
            var adapter = model.Adapters!.Add("a", new LoraSettings { Rank = 2 }, 1);
            LoraAdapterTests.Shake(adapter, 1);
            adapter.Save(_folder["adapter"]);
        }

        var source = ExportSource.Find(GoldenFolders.Of(folder), [_folder["adapter"]]);
        var (merged, dtype) = source.Load(GoldenFolders.Families, null);
        using var disposed = merged;
        ExportProof? proof = null;
        ModelExport
            .Write(
                merged,
                _folder["out"],
                new ExportSettings { Dtype = dtype, ShardBytes = 100_000 },
                f => (proof = ExportProof.Of(merged, f, GoldenFolders.Families)).Ok
            )
            .ShouldBeTrue();

        proof!.SameWeights.ShouldBeTrue();
        using var bare = ModelFolder.Load(GoldenFolders.Of(folder), GoldenFolders.Families);
        ExportProof.Of(bare, _folder["out"], GoldenFolders.Families).Ok.ShouldBeFalse();
    }

    [Fact]
    public void Nothing_is_left_where_it_is_wrong_or_the_disk_is_full()
    {
        using var model = TinyModel.Create();
        ModelExport.Write(model, _folder["out"], new ExportSettings(), _ => false).ShouldBeFalse();
        Should.Throw<IOException>(() =>
            ModelExport.Write(model, _folder["out"], new ExportSettings(), _ => throw new IOException("No space left on device"))
        );
        Directory.GetFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Files_that_are_not_the_model_in_memory_are_found_out()
    {
        using var model = TinyModel.Create();
        using var other = TinyModel.Create(2);
        other.Save(_folder["other"]);
        var proof = ExportProof.Of(model, _folder["other"], ModelFamilies.BuiltIn);

        proof.SameWeights.ShouldBeFalse();
        proof.Ok.ShouldBeFalse();
    }

    [Fact]
    public void Nothing_is_overwritten_and_an_active_adapter_is_not_lost()
    {
        using var model = TinyModel.Create();
        Directory.CreateDirectory(_folder["empty"]);
        ModelExport.Write(model, _folder["empty"], new ExportSettings(), _ => true).ShouldBeTrue();
        var before = Directory.GetFiles(_folder["empty"]);
        Should
            .Throw<InputException>(() => ModelExport.Write(model, _folder["empty"], new ExportSettings(), _ => true))
            .Message.ShouldContain("overwritten");
        Directory.GetFiles(_folder["empty"]).ShouldBe(before);
        var none = new ExportSettings { ShardBytes = 0 };
        Should.Throw<InputException>(() => ModelExport.Write(model, _folder["x"], none, _ => true)).Message.ShouldContain("shards");
        model.Adapters.Add("a", new LoraSettings { Rank = 2 }, 1);
        Should
            .Throw<InputException>(() => ModelExport.Write(model, _folder["x"], new ExportSettings(), _ => true))
            .Message.ShouldContain("Merge");
        Directory.Exists(_folder["x"]).ShouldBeFalse();
    }

    [Fact]
    public void A_cells_folder_and_an_adapters_folder_lead_to_the_model()
    {
        using (var model = TinyModel.Create())
        {
            model.Save(_folder["cell/checkpoint/model"]);
            model.Adapters.Add("a", new LoraSettings { Rank = 2 }, 1, _folder["cell/checkpoint/model"]).Save(_folder["adapter"]);
        }

        ExportSource.Find(_folder["cell"], []).Folder.ShouldBe(_folder["cell/checkpoint/model"]);
        var source = ExportSource.Find(_folder["adapter"], ["more"]);
        source.Folder.ShouldBe(_folder["cell/checkpoint/model"]);
        source.Adapters.ShouldBe([_folder["adapter"], "more"]);
        Should.Throw<InputException>(() => ExportSource.Find(_folder["nowhere"], [])).Message.ShouldContain("no model");
    }
}
