using System.Runtime.InteropServices;
using Clt.Engine.Data;
using Clt.Engine.Models.Seq2Seq;
using Clt.Engine.Objectives;
using Clt.Engine.Tests.Data;
using Clt.Engine.Tests.Models;
using Clt.Engine.Verification;
using Clt.Formats.Safetensors;
using Clt.Testing;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Objectives;

/// <summary>The loss of spoilt texts against transformers' mBART.</summary>
public sealed class GoldenDenoisingTests
{
    private static readonly string Folder = Path.Combine(SharedFolder.Golden, "training", "objectives");

    [GoldenFact("training/objectives/mbart")]
    public void Loss_logits_and_gradients_are_the_references()
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(Path.Combine(Folder, "mbart.safetensors"));
        var reference = GoldenRows.Whole("training/objectives/mbart_denoising.json");
        var model = SequenceToSequenceModel.Load(Path.Combine(Folder, "mbart"), GoldenFolders.Families);
        using var objective = new SpanDenoising(model, new SpanNoise { Mask = reference.GetProperty("mask_id").GetInt32() });
        var rows = new PairRows(file);
        TrainingExample[] examples = [.. rows.Pairs.Select((pair, i) => new PairExample($"{i}", ToyTask.English, "denoising", pair))];
        model.Parameters.UseGradients();

        var loss = objective.Loss(examples, training: true) / examples.Sum(e => e.TargetCount);
        loss.backward();

        ((double)loss.item<float>()).ShouldBe(reference.Number("loss"), 1e-5);
        var norms = reference.GetProperty("grad_l2").EnumerateObject().ToList();
        foreach (var norm in norms)
            GradientNorms
                .Of(model.Parameters, norm.Name)
                .ShouldBe(norm.Value.GetDouble(), Math.Max(1e-6, 1e-4 * norm.Value.GetDouble()), norm.Name);
        norms.Count.ShouldBe(model.Parameters.Specs.Sum(s => s.Parts.Count));
        using var batch = SequenceToSequenceBatch.Of(model.Config, rows.Pairs);
        var logits = MemoryMarshal.Cast<byte, float>(model.Logits(model.Forward(batch)).bytes);
        rows.Target.MaxDifference(logits, file.Values<float>("logits"), model.Config.VocabularySize).ShouldBeLessThan(5e-5);
    }

    [GoldenFact("training/objectives/mbart")]
    public void The_references_texts_could_have_been_spoilt_so()
    {
        using var file = SafetensorsFile.Open(Path.Combine(Folder, "mbart.safetensors"));
        var mask = GoldenRows.Whole("training/objectives/mbart_denoising.json").GetProperty("mask_id").GetInt32();
        foreach (var pair in new PairRows(file).Pairs)
        {
            var (text, suffix) = (pair.Labels[..^2], pair.Labels[^2..]);
            var noise = new SpanNoise
            {
                Mask = mask,
                Ratio = 1.0 - (pair.Source.Length - 3.0) / text.Length - 1e-9,
                MeanLength = 3.5,
            };
            Enumerable.Range(0, 20_000).Any(seed => noise.Apply([text], seed).Concat(suffix).SequenceEqual(pair.Source)).ShouldBeTrue();
        }
    }
}
