using System.Text.Json.Nodes;
using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Tests.Models;
using Clt.Engine.Verification;
using Clt.Formats.Safetensors;
using Clt.Testing;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Verification;

/// <summary>The verification of models says yes to the references' own models, and no to any other.</summary>
public sealed class GoldenVerificationTests
{
    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownModelFolders), MemberType = typeof(GoldenFolders))]
    public void A_model_agrees_with_its_reference(string folder)
    {
        using var model = ModelFolder.Load(GoldenFolders.Of(folder), GoldenFolders.Families);

        var checks = ModelVerification.Compare(model, Reference(folder));

        checks.Where(c => !c.Ok).ShouldBeEmpty();
        checks.Count(c => c.Difference is not null).ShouldBeGreaterThanOrEqualTo(4);
        checks.Where(c => c.Difference is null).ShouldAllBe(c => c.Unit.StartsWith("not compared"));
    }

    [GoldenTheory("models")]
    [MemberData(nameof(GoldenFolders.KnownPairFolders), MemberType = typeof(GoldenFolders))]
    public void A_changed_weight_of_either_half_is_seen(string folder)
    {
        foreach (var half in new[] { "encoder", "decoder" })
        {
            using var model = ModelFolder.Load(GoldenFolders.Of(folder), GoldenFolders.Families);
            using (no_grad())
                model.Parameters[$"{half}.layers.1.output.weight"].mul_(1.05);

            var checks = ModelVerification.Compare(model, Reference(folder));

            foreach (var name in new[] { $"{half} states", "logits", "loss", "gradient norms", "greedy log-probabilities", "beam4 scores" })
                checks.Single(c => c.Name.StartsWith(name + (name.EndsWith("states") ? " (" : ""))).Ok.ShouldBeFalse($"{half}: {name}");
            if (half == "decoder")
                checks.Single(c => c.Name.StartsWith("encoder states")).Ok.ShouldBeTrue();
        }
    }

    [DataFact("minilm")]
    public void A_pretrained_sentence_encoder_agrees_with_its_embeddings()
    {
        var folder = Path.Combine(SharedFolder.Data, "minilm");
        using var model = ModelFolder.Load(folder, GoldenFolders.Families);
        var reference = Path.Combine(folder, "reference.safetensors");

        var checks = ModelVerification.Compare(model, reference);

        checks.Select(c => (c.Name, c.Ok)).ShouldBe([("last hidden state", true), ("embeddings", true)]);
        using (no_grad())
            model.Parameters["layers.5.down.weight"].mul_(1.05);
        ModelVerification.Compare(model, reference).ShouldAllBe(c => !c.Ok);
    }

    [Fact]
    public void A_reference_of_numbers_is_compared_too()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var model = TinyEncoder.Create(TinyEncoder.Config().WithHead(EncoderHead.Sequence, ["a", "b"], SequenceProblem.Regression));
        using var batch = PackedBatch.Of([
            [5, 6],
            [7, 8],
        ]);
        using var targets = EncoderTargets.Rows([
            [1, 0],
            [0, 2],
        ]);
        var loss = model.Loss(model.Forward(batch), batch, targets).item<float>() / targets.Count;
        SafetensorsWriter.Write(
            folder["reference.safetensors"],
            [
                TensorToWrite.Of("input_ids", TensorType.I64, [2, 2], [5L, 6, 7, 8]),
                TensorToWrite.Of("labels", TensorType.F32, [2, 2], [1f, 0, 0, 2]),
            ]
        );
        File.WriteAllText(folder["reference.json"], $$"""{"loss": {{loss + 0.5}}}""");

        var check = ModelVerification.Compare(model, folder["reference.safetensors"]).ShouldHaveSingleItem();

        (check.Name, check.Ok).ShouldBe(("loss", false));
        check.Difference!.Value.ShouldBe(0.5, 1e-5);
    }

    [GoldenFact("models")]
    public void A_changed_weight_is_seen()
    {
        using var model = LanguageModel.Load(GoldenFolders.Of("llama3"), GoldenFolders.Families);
        using (no_grad())
            model.Parameters["layers.1.qkv.weight"].mul_(1.05);

        var checks = ModelVerification.Compare(model, Reference("llama3"));

        checks.Single(c => c.Name == "logits").Ok.ShouldBeFalse();
        checks.Single(c => c.Name == "loss").Ok.ShouldBeFalse();
        checks.Single(c => c.Name.StartsWith("gradient norms")).Ok.ShouldBeFalse();
    }

    [GoldenFact("models")]
    public void A_weight_that_is_not_a_number_is_never_within_tolerance()
    {
        using var model = LanguageModel.Load(GoldenFolders.Of("qwen3"), GoldenFolders.Families);
        using (no_grad())
            model.Parameters["layers.0.query_norm.weight"].mul_(float.NaN);

        var checks = ModelVerification.Compare(model, Reference("qwen3"));

        foreach (var name in new[] { "hidden states", "logits", "loss", "gradient norms", "greedy ids" })
            checks.Single(c => c.Name.StartsWith(name)).Ok.ShouldBeFalse(name);
    }

    /// <summary>A reference's settings decide what was written: one that is not understood would be compared with another text.</summary>
    [GoldenFact("models")]
    public void Settings_of_a_reference_that_are_not_understood_are_refused_by_their_names()
    {
        using var model = LanguageModel.Load(GoldenFolders.Of("llama3"), GoldenFolders.Families);
        using var folder = new TemporaryFolder();
        var path = folder["reference.safetensors"];
        File.Copy(Reference("llama3"), path);
        var numbers = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(Reference("llama3"), ".json")))!;
        var beams = numbers["generate"]!["cases"]!["beam4"]!["settings"]!.AsObject();
        (beams["penalty_alpha"], beams["do_sample"], beams["early_stopping"]) = (0.6, true, "sometimes");
        beams.Remove("max_new_tokens");
        beams.Remove("eos_token_id");
        var wrong = Refused();
        foreach (var name in new[] { "penalty_alpha", "do_sample", "early_stopping", "max_new_tokens", "eos_token_id", "beam4" })
            wrong.ShouldContain(name);

        var greedy = numbers["generate"]!["cases"]!["greedy"]!;
        greedy["alone"]!.AsArray().RemoveAt(0);
        Refused().ShouldContain("continuations of");
        greedy.AsObject().Remove("alone");
        Refused().ShouldContain("have no 'alone'");

        string Refused()
        {
            File.WriteAllText(folder["reference.json"], numbers.ToJsonString());
            return Should.Throw<InputException>(() => ModelVerification.Compare(model, path)).Message;
        }
    }

    [GoldenFact("models")]
    public void A_reference_of_another_shape_is_wrong_input()
    {
        using var model = LanguageModel.Load(GoldenFolders.Of("llama3"), GoldenFolders.Families);
        using var folder = new TemporaryFolder();
        var path = folder["reference.safetensors"];
        Should.Throw<InputException>(() => ModelVerification.Compare(model, path)).Message.ShouldContain("no such reference");

        Write(id: 5, width: 7);
        Should.Throw<InputException>(() => ModelVerification.Compare(model, path)).Message.ShouldContain("logits a token");
        Write(id: 999_999, width: model.Config.VocabularySize);
        Should.Throw<InputException>(() => ModelVerification.Compare(model, path)).Message.ShouldContain("the token id 999999");
        Write(id: 5, width: model.Config.VocabularySize);
        File.WriteAllText(folder["reference.json"], "{ \"greedy_ids\": 3 }");
        Should.Throw<InputException>(() => ModelVerification.Compare(model, path)).Message.ShouldContain("broken");

        void Write(long id, int width) =>
            SafetensorsWriter.Write(
                path,
                [
                    TensorToWrite.Of("input_ids", TensorType.I64, [1, 2], [1L, id]),
                    TensorToWrite.Of("logits", TensorType.F32, [1, 2, width], new float[2 * width]),
                ],
                new Dictionary<string, string>()
            );
    }

    private static string Reference(string folder) => Path.Combine(GoldenFolders.Of(folder), "reference.safetensors");
}
