using System.Runtime.InteropServices;
using System.Text.Json;
using Clt.Engine.Data;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Optimizers;
using Clt.Engine.Verification;
using Clt.Formats.Safetensors;
using Clt.Kernels;
using Clt.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Models.Seq2Seq;

/// <summary>
/// Every folder of a model with an encoder and a decoder, against transformers: states, logits, loss, gradients, one step.
/// </summary>
public sealed class GoldenPairModelTests
{
    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownPairs), MemberType = typeof(GoldenFolders))]
    public void Hidden_states_and_logits_are_the_references(string folder, string config)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var file = Reference(folder);
        using var model = Load(folder, config);
        var rows = new PairRows(file);
        using var batch = SequenceToSequenceBatch.Of(model.Config, rows.Pairs);
        List<Tensor> encoder = [],
            decoder = [];

        var encoded = model.Encode(batch.Source, encoder.Add);
        var hidden = model.Decode(encoded, batch, decoder.Add);

        States(file, "encoder_hidden_states", rows.Source, encoder, model.Config.Encoder);
        States(file, "decoder_hidden_states", rows.Target, decoder, model.Config.Decoder);
        Near(rows.Source, encoded, file.Values<float>("encoder_last_hidden_state"), model.Config.HiddenSize, "encoder");
        Near(rows.Target, model.Logits(hidden), file.Values<float>("logits"), model.Config.VocabularySize, "logits");
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownPairs), MemberType = typeof(GoldenFolders))]
    public void The_decoder_reads_the_references_inputs(string folder, string config)
    {
        using var file = Reference(folder);
        using var model = Load(folder, config);
        var rows = new PairRows(file);
        using var batch = SequenceToSequenceBatch.Of(model.Config, rows.Pairs);
        var padded = file.Values<long>("decoder_input_ids").ToArray();

        batch.Target.Ids.data<long>().ToArray().ShouldBe(rows.Target.Places.Select(place => padded[place]));
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownPairs), MemberType = typeof(GoldenFolders))]
    public void Losses_gradients_and_a_step_are_the_references(string folder, string config)
    {
        using var scope = NewDisposeScope();
        using var file = Reference(folder);
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenFolders.Of(folder), "reference.json")));
        var reference = document.RootElement;
        using var model = Load(folder, config);
        model.Parameters.UseGradients();
        using var batch = SequenceToSequenceBatch.Of(model.Config, new PairRows(file).Pairs);

        var loss = Loss(model, batch);
        loss.backward();

        batch.Target.TargetCount.ShouldBe(reference.GetProperty("target_tokens").GetInt32());
        ((double)loss.item<float>()).ShouldBe(reference.GetProperty("loss").GetDouble(), 1e-5);
        Rows(model, batch, reference);
        var compared = 0;
        foreach (var expected in reference.GetProperty("grad_norms").EnumerateObject())
        {
            var norm = GradientNorms.Of(model.Parameters, expected.Name);
            norm.ShouldBe(expected.Value.GetDouble(), Math.Max(1e-6, 1e-4 * expected.Value.GetDouble()), expected.Name);
            compared++;
        }

        compared.ShouldBe(model.Parameters.Specs.Sum(s => s.Parts.Count));
        Step(model, reference.GetProperty("adamw"));
        ((double)Loss(model, batch).item<float>()).ShouldBe(reference.GetProperty("adamw").GetProperty("loss_after").GetDouble(), 1e-4);
    }

    internal static SequenceToSequenceModel Load(string folder, string config)
    {
        using var temporary = GoldenFolders.With(folder, config);
        return SequenceToSequenceModel.Load(temporary.Path, GoldenFolders.Families);
    }

    private static SafetensorsFile Reference(string folder) =>
        SafetensorsFile.Open(Path.Combine(GoldenFolders.Of(folder), "reference.safetensors"));

    private static Tensor Loss(SequenceToSequenceModel model, SequenceToSequenceBatch batch) =>
        model.Loss(model.Forward(batch), batch.Target.Targets!) / batch.Target.TargetCount;

    private static void Rows(SequenceToSequenceModel model, SequenceToSequenceBatch batch, JsonElement reference)
    {
        var losses = model.TokenLosses(model.Forward(batch), batch.Target.Targets!).data<float>().ToArray();
        var starts = batch.Target.Starts;
        foreach (var (expected, row) in reference.GetProperty("sum_logprob_per_row").EnumerateArray().Select((e, i) => (e, i)))
            (-losses[starts[row]..starts[row + 1]].Sum()).ShouldBe(expected.GetSingle(), 1e-4f);
    }

    /// <summary>One step on every trained tensor, with decay on all of them.</summary>
    private static void Step(SequenceToSequenceModel model, JsonElement settings)
    {
        using var noGrad = no_grad();
        var (values, decay) = (model.Parameters.Values, settings.GetProperty("weight_decay").GetDouble());
        var betas = settings.GetProperty("betas");
        var adam = new AdamWSettings
        {
            Beta1 = betas[0].GetDouble(),
            Beta2 = betas[1].GetDouble(),
            Epsilon = settings.GetProperty("eps").GetDouble(),
        };
        using var optimizer = adam.Over(values, [new FlatRange(0, values.numel(), decay)]);
        optimizer.Step(model.Parameters.Gradients!, settings.GetProperty("lr").GetDouble());
    }

    private static void States(SafetensorsFile file, string name, PaddedRows rows, List<Tensor> states, StackConfig stack)
    {
        var padded = file.Values<float>(name);
        var layer = padded.Length / (stack.Layers + 1);
        states.Count.ShouldBe(stack.Layers + 1);
        for (var i = 0; i < states.Count; i++)
            Near(rows, states[i], padded.Slice(i * layer, layer), stack.HiddenSize, $"{name} {i}");
    }

    private static void Near(PaddedRows rows, Tensor packed, ReadOnlySpan<float> padded, int width, string what) =>
        rows.MaxDifference(MemoryMarshal.Cast<byte, float>(packed.contiguous().bytes), padded, width).ShouldBeLessThan(1e-4, what);
}
