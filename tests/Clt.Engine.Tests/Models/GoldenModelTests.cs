using System.Runtime.InteropServices;
using System.Text.Json;
using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Tests.Data;
using Clt.Engine.Verification;
using Clt.Formats.Safetensors;
using Clt.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models;

/// <summary>
/// Every model folder whose architecture is known, against transformers: hidden states, logits, loss, gradients, greedy ids.
/// </summary>
public sealed class GoldenModelTests
{
    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.Known), MemberType = typeof(GoldenFolders))]
    public void Hidden_states_and_logits_are_the_references(string folder, string config)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var reference = SafetensorsFile.Open(Path.Combine(GoldenFolders.Of(folder), "reference.safetensors"));
        using var model = Load(folder, config);
        var rows = new ReferenceRows(reference);
        using var batch = PackedBatch.Of(rows.Sequences);
        var states = new List<Tensor>();

        var logits = model.Logits(model.Forward(batch, states.Add));

        var padded = reference.Values<float>("hidden_states");
        var layer = padded.Length / (model.Config.Layers + 1);
        states.Count.ShouldBe(model.Config.Layers + 1);
        for (var i = 0; i < states.Count; i++)
        {
            rows.MaxDifference(Floats(states[i]), padded.Slice(i * layer, layer), model.Config.HiddenSize)
                .ShouldBeLessThan(1e-4, $"hidden state {i}");
        }

        rows.MaxDifference(Floats(logits), reference.Values<float>("logits"), model.Config.VocabularySize).ShouldBeLessThan(1e-4, "logits");
        var left = new ReferenceRows(reference, "left_");
        left.Sequences.ShouldBe(rows.Sequences);
        left.MaxDifference(Floats(logits), reference.Values<float>("left_logits"), model.Config.VocabularySize)
            .ShouldBeLessThan(1e-4, "left-padded logits");
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.Known), MemberType = typeof(GoldenFolders))]
    public void Loss_and_gradient_norms_are_the_references(string folder, string config)
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(Path.Combine(GoldenFolders.Of(folder), "reference.safetensors"));
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenFolders.Of(folder), "reference.json")));
        var reference = document.RootElement;
        using var model = Load(folder, config);
        model.Parameters.UseGradients();
        using var batch = PackedBatch.Of(new ReferenceRows(file).Examples());

        var loss = model.Loss(model.Forward(batch), batch.Targets!) / batch.TargetCount;
        loss.backward();

        batch.TargetCount.ShouldBe(reference.GetProperty("target_tokens").GetInt32());
        ((double)loss.item<float>()).ShouldBe(reference.GetProperty("loss").GetDouble(), 1e-5);
        var compared = 0;
        foreach (var expected in reference.GetProperty("grad_norms").EnumerateObject())
        {
            var norm = GradientNorms.Of(model.Parameters, expected.Name);
            norm.ShouldBe(expected.Value.GetDouble(), Math.Max(1e-6, 1e-4 * expected.Value.GetDouble()), expected.Name);
            compared++;
        }

        compared.ShouldBe(model.Parameters.Specs.Sum(s => s.Parts.Count));
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownWithGenerations), MemberType = typeof(GoldenFolders))]
    public void Greedy_ids_are_the_references_alone_and_in_a_batch(string folder, string config)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenFolders.Of(folder), "reference.json")));
        var generate = document.RootElement.GetProperty("generate");
        using var model = Load(folder, config);
        var prompts = generate
            .GetProperty("prompts")
            .EnumerateArray()
            .Select(p => p.EnumerateArray().Select(i => i.GetInt32()).ToArray())
            .ToArray();
        foreach (var (name, stop) in new[] { ("greedy", false), ("greedy_eos", true) })
        {
            var reference = generate.GetProperty("cases").GetProperty(name);
            reference.GetProperty("stable").GetBoolean().ShouldBeTrue();
            var settings = new GenerationSettings
            {
                MaxNewTokens = reference.GetProperty("settings").GetProperty("max_new_tokens").GetInt32(),
                StopAtEos = stop,
            };
            var batch = TextGenerator.Generate(model, new CharacterTokenizer(), prompts, settings, 1);
            for (var i = 0; i < prompts.Length; i++)
            {
                var alone = TextGenerator.Generate(model, new CharacterTokenizer(), [prompts[i]], settings, 1)[0];
                var expected = reference.GetProperty("alone")[i];
                alone.Ids.ShouldBe(expected.GetProperty("tokens").EnumerateArray().Select(t => t.GetInt32()), $"{name}, prompt {i}");
                batch[i].Ids.ShouldBe(alone.Ids);
                var logProbability = expected.GetProperty("token_logprobs").EnumerateArray().Sum(t => t.GetDouble());
                alone.LogProbability.ShouldBe(logProbability, 1e-4 * Math.Max(1, alone.Ids.Count));
            }
        }
    }

    [GoldenFolders.UnknownFamilies]
    public void Every_folder_is_known()
    {
        // Runs, and passes, only once no folder is left over.
    }

    private static LanguageModel Load(string folder, string config)
    {
        using var temporary = GoldenFolders.With(folder, config);
        return LanguageModel.Load(temporary.Path, GoldenFolders.Families);
    }

    private static ReadOnlySpan<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.contiguous().bytes);
}
