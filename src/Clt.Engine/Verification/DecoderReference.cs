using System.Text.Json;
using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Formats.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Verification;

/// <summary>What a decoder makes of a reference batch: hidden states, logits, loss, greedy ids and beams.</summary>
internal sealed class DecoderReference(LanguageModel model, SafetensorsFile file) : IReference
{
    private readonly ReferenceRows _rows = new(file);

    public int HighestId => _rows.Sequences.Max(s => s.Max());

    public void States(List<ModelCheck> checks)
    {
        using var noGrad = no_grad();
        using var batch = PackedBatch.Of(_rows.Sequences);
        var states = new List<Tensor>();
        var logits = model.Logits(model.Forward(batch, states.Add));
        if (file.Has("hidden_states"))
            checks.Add(References.HiddenStates("hidden states", file, "hidden_states", _rows, states));
        Logits("logits", _rows, "logits");
        if (file.Has("left_logits"))
            Logits("left-padded logits", new ReferenceRows(file, "left_"), "left_logits");

        void Logits(string name, ReferenceRows places, string tensor) =>
            checks.Add(References.OfTokens(name, file, tensor, places, logits, $"{model.Config.VocabularySize} logits a token"));
    }

    public Tensor Loss()
    {
        using var batch = PackedBatch.Of(_rows.Examples());
        return model.Loss(model.Forward(batch), batch.Targets!) / batch.TargetCount;
    }

    public void Continuations(JsonElement numbers, List<ModelCheck> checks)
    {
        if (numbers.TryGetProperty("greedy_ids", out var ids))
            OneSequence([.. ids.EnumerateArray().Select(i => i.GetInt32())], numbers, checks);
        ReferenceContinuations.Compare(
            numbers,
            Path.ChangeExtension(file.Path, ".json"),
            checks,
            (prompt, settings) => TextGenerator.Generate(model, null, [prompt], settings, new Seed(1))[0],
            (prompt, settings) => TextGenerator.Beams(model, null, [prompt], settings)[0]
        );
    }

    private void OneSequence(int[] ids, JsonElement numbers, List<ModelCheck> checks)
    {
        var settings = new GenerationSettings { MaxNewTokens = ids.Length - 1, StopAtEos = false };
        var made = TextGenerator.Generate(model, null, [ids[..1]], settings, new Seed(1))[0];
        checks.Add(new ModelCheck($"greedy ids ({ids.Length - 1})", ReferenceContinuations.Differing(made.Ids, ids[1..]), 0, "ids differ"));
        if (!numbers.TryGetProperty("sum_logprob_of_greedy", out var sum))
            return;
        var difference = Math.Abs(made.LogProbability - sum.GetDouble()) / (ids.Length - 1);
        checks.Add(new ModelCheck("log-probability of them", difference, References.ScoreTolerance, "nats a token"));
    }
}
