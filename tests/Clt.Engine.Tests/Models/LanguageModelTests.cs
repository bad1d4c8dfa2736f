using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Formats.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models;

public sealed class LanguageModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_saved_model_is_loaded_with_the_same_bits()
    {
        using var model = TinyModel.Create();
        var hash = model.Save(_folder["m"]);
        using var loaded = LanguageModel.Load(_folder["m"]);

        loaded.Save(_folder["again"]).ShouldBe(hash);
        loaded.Config.ShouldBe(
            model.Config with
            {
                WeightNames = loaded.Config.WeightNames,
                Eos = loaded.Config.Eos,
                Windows = loaded.Config.Windows,
            }
        );
        loaded.Parameters.Values.bytes.SequenceEqual(model.Parameters.Values.bytes).ShouldBeTrue();
    }

    [Fact]
    public void Fused_parameters_are_apart_in_files()
    {
        using var model = TinyModel.Create();
        model.Save(_folder["m"]);
        using var file = SafetensorsFile.Open(_folder["m/model.safetensors"]);

        file["model.layers.1.self_attn.q_proj.weight"].Shape.ShouldBe([32L, 32L]);
        file["model.layers.1.self_attn.v_proj.weight"].Shape.ShouldBe([16L, 32L]);
        file["model.layers.1.mlp.up_proj.weight"].Shape.ShouldBe([64L, 32L]);
        file.Has("lm_head.weight").ShouldBeFalse();
        file.Entries.Sum(e => e.Count).ShouldBe(model.Parameters.Count);
    }

    [Fact]
    public void Fresh_weights_depend_on_the_seed_only_and_have_the_configured_spread()
    {
        using var model = TinyModel.Create();
        using var same = TinyModel.Create();
        using var other = TinyModel.Create(2);
        same.Parameters.Values.bytes.SequenceEqual(model.Parameters.Values.bytes).ShouldBeTrue();
        other.Parameters.Values.bytes.SequenceEqual(model.Parameters.Values.bytes).ShouldBeFalse();

        var embedding = model.Parameters[TensorNames.Embedding].data<float>().ToArray();
        embedding.Average().ShouldBe(0, 0.002);
        Math.Sqrt(embedding.Average(w => w * w)).ShouldBe(0.02, 0.001);
        model.Parameters[TensorNames.FinalNorm].data<float>().ToArray().ShouldAllBe(w => w == 1);
    }

    [Fact]
    public void Missing_extra_and_misshapen_tensors_are_all_listed()
    {
        using var model = TinyModel.Create();
        model.Save(_folder["m"]);
        using (var file = SafetensorsFile.Open(_folder["m/model.safetensors"]))
        {
            var tensors = file
                .Entries.Where(e => e.Name != "model.norm.weight")
                .Select(e =>
                    TensorToWrite.Of(e.Name, e.Type, e.Name.Contains("down_proj") ? [.. e.Shape.Reverse()] : e.Shape, file.Floats(e.Name))
                )
                .Append(TensorToWrite.Of("extra", TensorType.F32, [1], new[] { 1f }))
                .ToList();
            SafetensorsWriter.Write(_folder["m/model.safetensors"], tensors);
        }

        var problems = Should.Throw<InputException>(() => LanguageModel.Load(_folder["m"])).Problems;

        problems.Count.ShouldBe(4);
        problems.ShouldContain(p => p.What.Contains("'model.norm.weight'") && p.What.Contains("missing"));
        problems.ShouldContain(p => p.What.Contains("'extra'"));
        problems.Count(p => p.What.Contains("down_proj") && p.What.Contains("[32, 64]")).ShouldBe(2);
    }

    [Fact]
    public void A_folder_without_a_model_is_an_input_error()
    {
        Should.Throw<InputException>(() => LanguageModel.Load(_folder.Path)).Message.ShouldContain("config.json");
        File.WriteAllText(_folder["config.json"], TinyModel.Config.Json);
        Should.Throw<InputException>(() => LanguageModel.Load(_folder.Path)).Message.ShouldContain("no such file");
    }

    [Fact]
    public void Sequences_of_a_batch_do_not_see_each_other()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = TinyModel.Create();
        int[][] sequences =
        [
            [1, 50, 60, 70],
            [1, 9],
            [1, 33, 44, 55, 66, 77],
        ];
        using var together = PackedBatch.Of(sequences);
        var all = model.Forward(together);
        for (var i = 0; i < sequences.Length; i++)
        {
            using var one = PackedBatch.Of([sequences[i]]);
            var difference = (model.Forward(one) - all.narrow(0, together.Starts[i], sequences[i].Length)).abs().max().item<float>();
            difference.ShouldBeLessThan(1e-5f);
        }
    }

    [Fact]
    public void A_sequence_beyond_the_context_is_an_input_error()
    {
        using var model = TinyModel.Create();
        using var batch = PackedBatch.Of([new int[25]]);
        Should.Throw<InputException>(() => model.Forward(batch)).Message.ShouldContain("context is 24");
    }
}
