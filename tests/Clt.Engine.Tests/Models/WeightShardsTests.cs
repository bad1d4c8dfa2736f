using System.Text.Json;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Formats.Safetensors;

namespace Clt.Engine.Tests.Models;

/// <summary>What shards and their index can have wrong: all of it is said at once.</summary>
public sealed class WeightShardsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shards_are_read_through_their_index()
    {
        Write("a.safetensors", TensorType.BF16, "x", "y");
        Write("b.safetensors", TensorType.F32, "z");
        Index(("x", "a.safetensors"), ("y", "a.safetensors"), ("z", "b.safetensors"));

        using var shards = WeightShards.Open(_folder.Path);

        shards.Tensors.Keys.ShouldBe(["x", "y", "z"], ignoreOrder: true);
        shards.StoredDtype.ShouldBe(Dtype.BFloat16);
    }

    [Fact]
    public void A_tensor_in_two_shards_is_refused()
    {
        Write("a.safetensors", TensorType.F32, "x", "y");
        Write("b.safetensors", TensorType.F32, "y", "z");
        Index(("x", "a.safetensors"), ("y", "a.safetensors"), ("z", "b.safetensors"));

        Faults().ShouldBe(["tensor 'y' is also in a.safetensors"]);
    }

    [Theory]
    [InlineData("a\0b.safetensors")]
    [InlineData("../a.safetensors")]
    [InlineData("")]
    public void A_shard_without_a_plain_file_name_is_refused(string name)
    {
        Index(("x", name));

        Faults().ShouldBe(["the index of the shards is broken"]);
    }

    [Fact]
    public void Every_missing_and_damaged_shard_is_named()
    {
        Write("a.safetensors", TensorType.F32, "x");
        File.WriteAllText(_folder["b.safetensors"], "not a model at all");
        Index(("x", "a.safetensors"), ("y", "b.safetensors"), ("z", "c.safetensors"), ("w", "d.safetensors"));

        var problems = Should.Throw<InputException>(() => WeightShards.Open(_folder.Path)).Problems;

        problems.Select(p => Path.GetFileName(p.Where)).ShouldBe(["b.safetensors", "c.safetensors", "d.safetensors"]);
        problems.Count(p => p.What.Contains("no such file")).ShouldBe(2);
    }

    [Fact]
    public void Every_contradiction_of_index_and_shards_is_told_for_whoever_knows_the_model()
    {
        Write("a.safetensors", TensorType.F32, "x", "unlisted");
        Write("b.safetensors", TensorType.F32, "elsewhere");
        Index(("x", "a.safetensors"), ("absent", "b.safetensors"), ("elsewhere", "a.safetensors"));

        using var shards = WeightShards.Open(_folder.Path);

        shards
            .IndexFaults.Select(f => f.What)
            .ShouldBe(
                [
                    "tensor 'absent' should be in b.safetensors but is not",
                    "tensor 'elsewhere' is in b.safetensors, not in a.safetensors",
                    "tensor 'unlisted' F32 [2] is not in the index",
                ],
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData("""{"weight_map": {"x": "../outside.safetensors"}}""")]
    [InlineData("""{"weight_map": {"x": 5}}""")]
    [InlineData("""{"weight_map": {}}""")]
    [InlineData("""{"weight_map": {"x": "a.safetensors", "x": "b.safetensors"}}""")]
    [InlineData("""{"weights": 1}""")]
    [InlineData("""[]""")]
    [InlineData("""{""")]
    public void A_broken_index_is_an_input_error(string json)
    {
        File.WriteAllText(_folder["model.safetensors.index.json"], json);
        Should.Throw<InputException>(() => WeightShards.Open(_folder.Path)).Message.ShouldContain("index");
    }

    [Fact]
    public void Weights_of_integers_are_refused_by_name()
    {
        using var model = TinyModel.Create();
        model.Save(_folder["m"]);
        using (var file = SafetensorsFile.Open(_folder["m/model.safetensors"]))
        {
            var tensors = file
                .Entries.Select(e =>
                    e.Name.EndsWith("q_proj.weight")
                        ? TensorToWrite.Of(e.Name, TensorType.I32, e.Shape, new int[e.Count])
                        : TensorToWrite.Of(e.Name, TensorType.F32, e.Shape, file.Floats(e.Name))
                )
                .ToList();
            SafetensorsWriter.Write(_folder["m/model.safetensors"], tensors);
        }

        Should
            .Throw<InputException>(() => LanguageModel.Load(_folder["m"]))
            .Problems.Count(p => p.What.Contains("q_proj.weight' is I32 [32, 32], but weights are"))
            .ShouldBe(2);
    }

    private string[] Faults() => [.. Should.Throw<InputException>(() => WeightShards.Open(_folder.Path)).Problems.Select(p => p.What)];

    private void Write(string name, TensorType type, params string[] tensors) =>
        SafetensorsWriter.Write(
            _folder[name],
            tensors.Select(t =>
                type == TensorType.F32
                    ? TensorToWrite.Of(t, type, [2], new[] { 1f, 2f })
                    : TensorToWrite.Of(t, type, [2], new ushort[] { 1, 2 })
            )
        );

    private void Index(params (string Tensor, string File)[] map) =>
        File.WriteAllText(
            _folder["model.safetensors.index.json"],
            JsonSerializer.Serialize(new { weight_map = map.ToDictionary(m => m.Tensor, m => m.File) })
        );
}
