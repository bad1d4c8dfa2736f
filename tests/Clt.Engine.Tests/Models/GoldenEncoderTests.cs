using System.Text.Json;
using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Optimizers;
using Clt.Engine.Verification;
using Clt.Formats.Safetensors;
using Clt.Kernels;
using Clt.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models;

/// <summary>
/// Every folder of an encoder whose architecture is known, against transformers: states, logits, loss, gradients, one step.
/// </summary>
public sealed class GoldenEncoderTests
{
    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownEncoders), MemberType = typeof(GoldenFolders))]
    public void Hidden_states_and_logits_are_the_references(string folder, string config)
    {
        using var scope = NewDisposeScope();
        using var file = Reference(folder);
        using var model = Load(folder, config);
        var rows = new ReferenceRows(file);
        using var batch = PackedBatch.Of(rows.Sequences);
        using var noGrad = no_grad();
        var states = new List<Tensor>();

        var hidden = model.Forward(batch, tensor(rows.Packed(file.Values<long>("token_type_ids"))), states.Add);
        var logits = model.Logits(hidden, batch);

        var padded = file.Values<float>("hidden_states");
        states.Count.ShouldBe(model.Config.Layers + 1);
        var size = padded.Length / states.Count;
        for (var i = 0; i < states.Count; i++)
            rows.MaxDifference(References.Floats(states[i]), padded.Slice(i * size, size), model.Config.HiddenSize)
                .ShouldBeLessThan(1e-4, $"hidden state {i}");
        var reference = file.Values<float>("logits");
        if (model.Config.Head != EncoderHead.Sequence)
        {
            rows.MaxDifference(References.Floats(logits), reference, (int)logits.shape[^1]).ShouldBeLessThan(1e-4, "logits");
            return;
        }

        logits.shape.ShouldBe(file["logits"].Shape);
        References.Floats(logits).ToArray().ShouldBe(reference.ToArray(), 1e-4);
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownEncoders), MemberType = typeof(GoldenFolders))]
    public void Loss_gradient_norms_and_an_AdamW_step_are_the_references(string folder, string config)
    {
        using var scope = NewDisposeScope();
        using var file = Reference(folder);
        var reference = GoldenRows.Whole($"models/{folder}/reference.json");
        using var model = Load(folder, config);
        model.Parameters.UseGradients();
        var batch = new EncoderReference(model, file);

        var loss = batch.Loss();
        loss.backward();

        ((double)loss.item<float>()).ShouldBe(reference.Number("loss"), 1e-5);
        var norms = reference.GetProperty("grad_norms").EnumerateObject().ToList();
        foreach (var (name, expected) in norms.Select(n => (n.Name, n.Value.GetDouble())))
            References.GradientNorm(model, name).ShouldBe(expected, Math.Max(1e-6, 1e-4 * expected), name);
        norms.Count.ShouldBe(model.Parameters.Specs.Sum(s => s.Parts.Count));

        var adamw = reference.GetProperty("adamw");
        var values = model.Parameters.Values;
        using var optimizer = new FlatAdamW(values, [new FlatRange(0, values.NumberOfElements, adamw.Number("weight_decay"))]);
        optimizer.Step(model.Parameters.Gradients!, adamw.Number("lr"));
        ((double)batch.Loss().item<float>()).ShouldBe(adamw.Number("loss_after"), 1e-4);
    }

    private static EncoderModel Load(string folder, string config)
    {
        using var temporary = GoldenFolders.With(folder, config);
        return EncoderModel.Load(temporary.Path, GoldenFolders.Families);
    }

    private static SafetensorsFile Reference(string folder) =>
        SafetensorsFile.Open(Path.Combine(GoldenFolders.Of(folder), "reference.safetensors"));
}
