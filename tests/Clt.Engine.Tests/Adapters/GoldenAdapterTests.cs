using System.Text.Json;
using Clt.Engine.Adapters;
using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Optimizers;
using Clt.Engine.Verification;
using Clt.Formats.Safetensors;
using Clt.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Adapters;

/// <summary>Adapters against PEFT's: logits, gradients, an optimiser step, merged weights.</summary>
public sealed class GoldenAdapterTests
{
    [GoldenTheory("models/lora")]
    [MemberData(nameof(GoldenAdapters.OfModels), MemberType = typeof(GoldenAdapters))]
    public void Logits_are_the_references_beside_the_base_and_merged(string name)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var reference = SafetensorsFile.Open(Path.Combine(GoldenAdapters.OfModel(name), "reference.safetensors"));
        using var model = GoldenAdapters.Base(name);
        var (rows, left) = (new ReferenceRows(reference), new ReferenceRows(reference, "left_"));
        using var batch = PackedBatch.Of(rows.Sequences);

        Compare("base_logits", rows);
        model.Adapters.Load("golden", GoldenAdapters.OfModel(name));
        Compare("logits", rows);
        Compare("left_logits", left);
        model.Adapters.Activate();
        Compare("base_logits", rows);
        model.Adapters.Merge("golden");
        Compare("merged_logits", rows);
        model.Adapters.All.ShouldBeEmpty();
        var matrices = reference.Entries.Where(e => e.Name.StartsWith("merged.")).ToList();
        matrices.ShouldNotBeEmpty();
        foreach (var entry in matrices)
            Largest(Rows(model, entry.Name["merged.".Length..]), reference.Floats(entry.Name)).ShouldBeLessThan(1e-5, entry.Name);

        void Compare(string what, ReferenceRows places)
        {
            var logits = model.Logits(model.Forward(batch)).data<float>().ToArray();
            places.MaxDifference(logits, reference.Values<float>(what), model.Config.VocabularySize).ShouldBeLessThan(1e-4, what);
        }
    }

    [GoldenTheory("models/lora")]
    [MemberData(nameof(GoldenAdapters.OfModels), MemberType = typeof(GoldenAdapters))]
    public void Loss_gradients_and_a_step_are_the_references(string name)
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(Path.Combine(GoldenAdapters.OfModel(name), "reference.safetensors"));
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenAdapters.OfModel(name), "reference.json")));
        var (reference, adamw) = (document.RootElement, document.RootElement.GetProperty("adamw"));
        using var model = GoldenAdapters.Base(name);
        var adapter = model.Adapters.Load("golden", GoldenAdapters.OfModel(name));
        using var batch = PackedBatch.Of(new ReferenceRows(file).Examples());
        var before = model.Parameters.Values.bytes.ToArray();

        model.Trainable.Buffers.ShouldBe([adapter.Parameters]);
        model.Trainable.Count.ShouldBe(reference.GetProperty("trainable_parameters").GetInt64());
        model.Trainable.UseGradients();
        ((double)Loss().item<float>()).ShouldBe(reference.GetProperty("loss").GetDouble(), 1e-5);
        Loss().backward();
        model.Parameters.Gradients.ShouldBeNull();
        foreach (var expected in reference.GetProperty("grad_norms").EnumerateObject())
        {
            var ours = expected.Name["base_model.model.".Length..].Replace("magnitude_vector.weight", "magnitude_vector");
            var norm = (double)adapter.Parameters.Gradient(ours).norm().item<float>();
            norm.ShouldBe(expected.Value.GetDouble(), Math.Max(1e-6, 1e-4 * expected.Value.GetDouble()), expected.Name);
        }

        FlatAdamW.GradNorm(adapter.Parameters.Gradients!).ShouldBe(reference.GetProperty("grad_norm_total").GetDouble(), 1e-4);
        using var adam = new FlatAdamW(adapter.Parameters.Values, adapter.Parameters.Ranges(adamw.GetProperty("weight_decay").GetDouble()));
        using (no_grad())
            adam.Step(adapter.Parameters.Gradients!, adamw.GetProperty("lr").GetDouble());
        ((double)Loss().item<float>()).ShouldBe(adamw.GetProperty("loss_after").GetDouble(), 1e-4);
        model.Parameters.Values.bytes.SequenceEqual(before).ShouldBeTrue();

        Tensor Loss() => model.Loss(model.Forward(batch), batch.Targets!) / batch.TargetCount;
    }

    [GoldenTheory("training/adapters")]
    [MemberData(nameof(GoldenAdapters.OfTraining), MemberType = typeof(GoldenAdapters))]
    public void Logits_after_training_are_the_references(string name)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var reference = SafetensorsFile.Open(Path.Combine(GoldenAdapters.OfTraining(name), "logits.safetensors"));
        using var data = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedFolder.Golden, "training", "data.json")));
        using var model = GoldenAdapters.TrainingBase();
        GoldenAdapters.LoadInto(model.Adapters.Add("golden", GoldenAdapters.SettingsOf(name), 1), name, "final");
        var example = data.RootElement.GetProperty("examples")[0];
        using var batch = PackedBatch.Of([
            [.. example.Integers("prompt"), .. example.Integers("completion")],
        ]);

        Largest(Logits(), reference.Floats("adapter_logits_example0")).ShouldBeLessThan(5e-5);
        model.Adapters.Merge("golden");
        Largest(Logits(), reference.Floats("merged_logits_example0")).ShouldBeLessThan(5e-5);

        float[] Logits() => model.Logits(model.Forward(batch)).data<float>().ToArray();
    }

    [GoldenTheory("training/adapters")]
    [MemberData(nameof(GoldenAdapters.PeftFolders), MemberType = typeof(GoldenAdapters))]
    public void What_PEFT_wrote_is_written_again(string name) =>
        WrittenAgain(GoldenAdapters.TrainingBase(), GoldenAdapters.OfTraining(name));

    [GoldenTheory("models/lora")]
    [MemberData(nameof(GoldenAdapters.OfModels), MemberType = typeof(GoldenAdapters))]
    public void What_PEFT_wrote_for_other_models_is_written_again(string name) =>
        WrittenAgain(GoldenAdapters.Base(name), GoldenAdapters.OfModel(name));

    private static void WrittenAgain(LanguageModel model, string folder)
    {
        using var disposed = model;
        using var written = new TemporaryFolder();
        model.Adapters.Load("peft", folder).Save(written.Path);

        using var expected = SafetensorsFile.Open(Path.Combine(folder, Adapter.WeightsFile));
        using var actual = SafetensorsFile.Open(written[Adapter.WeightsFile]);
        actual.Entries.Select(e => e.Name).ShouldBe(expected.Entries.Select(e => e.Name), ignoreOrder: true);
        foreach (var entry in expected.Entries)
            actual.Bytes(entry.Name).SequenceEqual(expected.Bytes(entry.Name)).ShouldBeTrue(entry.Name);
        using var theirs = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, Adapter.ConfigFile)));
        using var ours = JsonDocument.Parse(File.ReadAllText(written[Adapter.ConfigFile]));
        foreach (var property in ours.RootElement.EnumerateObject())
            JsonElement.DeepEquals(property.Value, theirs.RootElement.GetProperty(property.Name)).ShouldBeTrue(property.Name);
    }

    /// <summary>The rows of a fused parameter that are this tensor of the file.</summary>
    private static float[] Rows(LanguageModel model, string fileName)
    {
        var spec = model.Parameters.Specs.Single(s => s.Parts.Any(p => p.FileName == fileName));
        var start = spec.Parts.TakeWhile(p => p.FileName != fileName).Sum(p => p.Rows);
        return model.Parameters[spec.Name].narrow(0, start, spec.Parts.Single(p => p.FileName == fileName).Rows).data<float>().ToArray();
    }

    private static double Largest(float[] actual, float[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        return actual.Zip(expected, (a, e) => (double)Math.Abs(a - e)).Max();
    }
}
