using System.Text.Json;
using Clt.Engine.Models;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Tests.Field;

/// <summary>Folders whose weights are said twice, listed in vain, or stored under another name.</summary>
public sealed class TwoSourcesOfWeightsTests : IDisposable
{
    private const string Embedding = "model.embed_tokens.weight";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("old-00001-of-00001.safetensors")]
    [InlineData("old-00001-of-00002.safetensors", "old-00002-of-00002.safetensors")]
    [InlineData("model.safetensors", "adapter.safetensors")]
    public void One_file_beside_an_index_of_others_is_refused_with_both_names(params string[] shards)
    {
        Save();
        Index(shards.Select((s, i) => ($"t{i}", s)));
        foreach (var shard in shards.Where(s => !File.Exists(_folder[s])))
            File.Copy(_folder["model.safetensors"], _folder[shard]);

        var fault = Should.Throw<InputException>(Load).Problems.ShouldHaveSingleItem();

        fault.What.ShouldContain("model.safetensors,");
        fault.What.ShouldContain(shards.Order(StringComparer.Ordinal).First(s => s != "model.safetensors"));
    }

    [Fact]
    public void An_index_of_the_one_file_is_no_second_source()
    {
        Save();
        Index(Names().Select(n => (n, "model.safetensors")));
        using var model = Load();
        model.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("model.layers.0.self_attn.rotary_emb.inv_freq")]
    [InlineData("lm_head.weight")]
    [InlineData("vision_tower.patch.weight")]
    public void What_an_index_lists_in_vain_is_a_note(string name)
    {
        Save();
        Index(Names().Append(name).Select(n => (n, "model.safetensors")));

        using var model = Load();

        model.Notes.ShouldHaveSingleItem().ShouldContain($"'{name}'");
        ((ITrainableModel)model).Notes.ShouldBe(model.Notes);
    }

    [Theory]
    [InlineData(Embedding)]
    [InlineData("model.norm.weight")]
    [InlineData("model.layers.1.mlp.down_proj.weight")]
    public void What_an_index_lists_and_the_model_needs_must_be_there(string name)
    {
        var names = Save(skip: name);
        Index(names.Select(n => (n, "model.safetensors")));
        Should
            .Throw<InputException>(Load)
            .Problems.ShouldContain(p => p.What.Contains($"'{name}' should be in model.safetensors but is not"));
    }

    [Theory]
    [InlineData(Embedding, "lm_head.weight")]
    [InlineData("model.norm.weight", "model.final.weight")]
    [InlineData("model.layers.1.mlp.down_proj.weight", "shared.down")]
    public void A_tensor_stored_under_an_alias_is_followed(string name, string stored)
    {
        Save(rename: (name, stored), metadata: new() { ["format"] = "pt", [name] = stored });

        using var model = Load();
        using var reference = TinyModel.Create();

        model.Parameters.Values.allclose(reference.Parameters.Values, 0, 0).ShouldBeTrue();
    }

    [Fact]
    public void An_alias_that_leads_nowhere_leaves_the_tensor_missing()
    {
        Save(skip: Embedding, metadata: new() { [Embedding] = "elsewhere.weight" });
        Should.Throw<InputException>(Load).Problems.ShouldContain(p => p.What.Contains($"'{Embedding}'") && p.What.Contains("missing"));
    }

    private LanguageModel Load() => LanguageModel.Load(_folder.Path);

    private List<string> Names()
    {
        using var file = SafetensorsFile.Open(_folder["model.safetensors"]);
        return [.. file.Entries.Select(e => e.Name)];
    }

    /// <summary>Writes the tiny model, with a tensor left out or renamed; returns the names before that.</summary>
    private List<string> Save(string? skip = null, (string From, string To)? rename = null, Dictionary<string, string>? metadata = null)
    {
        using (var model = TinyModel.Create())
            model.Save(_folder.Path);
        var names = Names();
        List<TensorToWrite> tensors;
        using (var file = SafetensorsFile.Open(_folder["model.safetensors"]))
        {
            tensors =
            [
                .. file
                    .Entries.Where(e => e.Name != skip)
                    .Select(e =>
                        TensorToWrite.Of(e.Name == rename?.From ? rename.Value.To : e.Name, TensorType.F32, e.Shape, file.Floats(e.Name))
                    ),
            ];
        }

        SafetensorsWriter.Write(_folder["model.safetensors"], tensors, metadata);
        return names;
    }

    private void Index(IEnumerable<(string Tensor, string File)> map) =>
        File.WriteAllText(
            _folder["model.safetensors.index.json"],
            JsonSerializer.Serialize(new { weight_map = map.ToDictionary(m => m.Tensor, m => m.File) })
        );
}
