using System.Text.Json;
using Clt.Engine.Checkpoints;
using Clt.Engine.Data;
using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Verification;

/// <summary>
/// Compares a model with what another implementation computed: <c>reference.safetensors</c> and <c>reference.json</c> as in golden/models.
/// </summary>
public static class ModelVerification
{
    private const double ScoreTolerance = 1e-4;

    /// <summary>Compares hidden states, logits, loss, gradient norms, greedy ids, beams and embeddings, as far as the reference has them.</summary>
    /// <param name="model">A decoder or an encoder. Its gradients are used up.</param>
    /// <param name="tensors">The file of tensors; a JSON file of the same name beside it has the numbers.</param>
    /// <exception cref="InputException">The reference is missing, broken or of another model.</exception>
    public static IReadOnlyList<ModelCheck> Compare(ITrainableModel model, string tensors)
    {
        if (!File.Exists(tensors)) throw new InputException("there is no such reference", tensors, "Name a reference.safetensors.");
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(tensors);
        var checks = new List<ModelCheck>();
        var rows = new ReferenceRows(file);
        var highest = rows.Sequences.Max(s => s.Max());
        if (highest >= model.Config.VocabularySize)
        {
            throw new InputException(
                $"it has the token id {highest} but the model's vocabulary ends at {model.Config.VocabularySize - 1}", tensors,
                "Use this model's reference.");
        }

        if (model is EncoderModel encoder) EncoderVerification.States(encoder, file, rows, checks);
        else States((LanguageModel)model, file, rows, checks);
        var numbers = Path.ChangeExtension(tensors, ".json");
        if (!File.Exists(numbers)) return checks;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(numbers));
            var root = document.RootElement;
            if (root.TryGetProperty("loss", out var loss) && file.Has("labels")) Gradients(model, file, rows, loss.GetDouble(), root, checks);
            if (model is not LanguageModel decoder) return checks;
            // A model of numbers that are none has nothing to choose from.
            if (checks.Any(c => c.Difference is double.NaN)) checks.Add(new ModelCheck("greedy ids", double.NaN, 0, "not generated: logits are not numbers"));
            else Continuations(decoder, root, checks);
            return checks;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException($"the reference's numbers are broken: {e.Message}", numbers, "Make the reference again.", e);
        }
    }

    private static void States(LanguageModel model, SafetensorsFile file, ReferenceRows rows, List<ModelCheck> checks)
    {
        using var noGrad = no_grad();
        using var batch = PackedBatch.Of(rows.Sequences);
        var states = new List<Tensor>();
        var logits = model.Logits(model.Forward(batch, states.Add));
        if (file.Has("hidden_states")) checks.Add(References.HiddenStates(file, rows, states));
        Logits("logits", rows, "logits");
        if (file.Has("left_logits")) Logits("left-padded logits", new ReferenceRows(file, "left_"), "left_logits");

        void Logits(string name, ReferenceRows places, string tensor) =>
            checks.Add(References.OfTokens(name, file, tensor, places, logits, $"{model.Config.VocabularySize} logits a token"));
    }

    private static void Gradients(
        ITrainableModel model, SafetensorsFile file, ReferenceRows rows, double reference, JsonElement root, List<ModelCheck> checks)
    {
        model.Parameters.UseGradients();
        using var loss = model is EncoderModel encoder ? EncoderVerification.Loss(encoder, file, rows) : Loss((LanguageModel)model, rows);
        checks.Add(new ModelCheck("loss", Math.Abs(loss.item<float>() - reference), References.LossTolerance, "nats"));
        if (!root.TryGetProperty("grad_norms", out var norms)) return;
        loss.backward();
        checks.Add(References.GradientNorms(model, norms));
    }

    private static Tensor Loss(LanguageModel model, ReferenceRows rows)
    {
        using var batch = PackedBatch.Of(rows.Examples());
        return model.Loss(model.Forward(batch), batch.Targets!) / batch.TargetCount;
    }

    private static void Continuations(LanguageModel model, JsonElement root, List<ModelCheck> checks)
    {
        if (root.TryGetProperty("greedy_ids", out var ids)) OneSequence(model, Ids(ids), root, checks);
        if (root.TryGetProperty("generate", out var generate)) Generated(model, generate, checks);
    }

    private static void OneSequence(LanguageModel model, int[] ids, JsonElement root, List<ModelCheck> checks)
    {
        var settings = new GenerationSettings { MaxNewTokens = ids.Length - 1, StopAtEos = false };
        var made = TextGenerator.Generate(model, null, [ids[..1]], settings, new Seed(1))[0];
        checks.Add(new ModelCheck($"greedy ids ({ids.Length - 1})", Differing(made.Ids, ids[1..]), 0, "ids differ"));
        if (root.TryGetProperty("sum_logprob_of_greedy", out var sum))
        {
            var difference = Math.Abs(made.LogProbability - sum.GetDouble()) / (ids.Length - 1);
            checks.Add(new ModelCheck("log-probability of them", difference, ScoreTolerance, "nats a token"));
        }
    }

    private static void Generated(LanguageModel model, JsonElement generate, List<ModelCheck> checks)
    {
        var prompts = generate.GetProperty("prompts").EnumerateArray().Select(Ids).ToArray();
        foreach (var entry in generate.GetProperty("cases").EnumerateObject())
        {
            if (!entry.Value.GetProperty("stable").GetBoolean())
            {
                checks.Add(new ModelCheck(entry.Name, null, 0, "not compared: the reference is not stable"));
                continue;
            }

            var settings = ReferenceSettings.Read(entry.Value.GetProperty("settings"));
            var (differing, score) = (0, 0.0);
            foreach (var (prompt, expected) in prompts.Zip(entry.Value.GetProperty("alone").EnumerateArray()))
            {
                var (differs, apart) = settings.Beams > 1 ? Beams(model, prompt, settings, expected) : Sequence(model, prompt, settings, expected);
                differing += differs;
                score = Math.Max(score, apart);
            }

            checks.Add(new ModelCheck($"{entry.Name} ids", differing, 0, "ids differ"));
            checks.Add(new ModelCheck(settings.Beams > 1 ? $"{entry.Name} scores" : $"{entry.Name} log-probabilities", score, ScoreTolerance, "nats a token"));
        }
    }

    private static (int Differing, double Score) Sequence(LanguageModel model, int[] prompt, GenerationSettings settings, JsonElement expected)
    {
        var made = TextGenerator.Generate(model, null, [prompt], settings, new Seed(1))[0];
        var sum = expected.GetProperty("token_logprobs").EnumerateArray().Sum(t => t.GetDouble());
        return (Differing(made.Ids, Ids(expected.GetProperty("tokens"))), Math.Abs(made.LogProbability - sum) / Math.Max(1, made.Ids.Count));
    }

    private static (int Differing, double Score) Beams(LanguageModel model, int[] prompt, GenerationSettings settings, JsonElement expected)
    {
        var made = TextGenerator.Beams(model, null, [prompt], settings)[0];
        var tokens = expected.GetProperty("tokens").EnumerateArray().Select(Ids).ToArray();
        var scores = expected.GetProperty("sequence_scores").EnumerateArray().Select(s => s.GetDouble());
        var missing = Math.Abs(tokens.Length - made.Count);
        return (missing + made.Zip(tokens, (m, t) => Differing(m.Text.Ids, t)).Sum(), References.Worst(made.Zip(scores, (m, s) => Math.Abs(m.Score - s))));
    }

    private static int Differing(IReadOnlyList<int> made, IReadOnlyList<int> expected) =>
        Math.Abs(made.Count - expected.Count) + made.Zip(expected).Count(p => p.First != p.Second);

    private static int[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(i => i.GetInt32())];
}
