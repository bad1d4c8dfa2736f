using System.Text.Json;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Models.Seq2Seq;
using Clt.Formats.Safetensors;
using Clt.Kernels;
using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Verification;

/// <summary>
/// Compares a model with what another implementation computed: <c>reference.safetensors</c> and <c>reference.json</c> as in golden/models.
/// </summary>
public static class ModelVerification
{
    /// <summary>
    /// Compares hidden states, logits, loss, gradient norms, greedy ids, beams and embeddings, as far as the reference has them.
    /// </summary>
    /// <param name="model">A model of any kind. Its gradients are used up.</param>
    /// <param name="tensors">The file of tensors; a JSON file of the same name beside it has the numbers.</param>
    /// <exception cref="InputException">The reference is missing, broken or of another model.</exception>
    public static IReadOnlyList<ModelCheck> Compare(ITrainableModel model, string tensors)
    {
        if (!File.Exists(tensors))
            throw new InputException("there is no such reference", tensors, "Name a reference.safetensors.");
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(tensors);
        var checks = new List<ModelCheck>();
        var reference = Of(model, file);
        if (reference.HighestId >= model.Config.VocabularySize)
        {
            throw new InputException(
                $"it has the token id {reference.HighestId} but the model's vocabulary ends at {model.Config.VocabularySize - 1}",
                tensors,
                "Use this model's reference."
            );
        }

        reference.States(checks);
        var numbers = Path.ChangeExtension(tensors, ".json");
        if (!File.Exists(numbers))
            return checks;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(numbers));
            var root = document.RootElement;
            if (root.TryGetProperty("loss", out var loss) && file.Has("labels"))
                Gradients(model, reference, loss.GetDouble(), root, checks);
            var writes = root.TryGetProperty("generate", out _) || root.TryGetProperty("greedy_ids", out _);
            // A model of numbers that are none has nothing to choose from.
            if (writes && checks.Any(c => c.Difference is double.NaN))
                checks.Add(new ModelCheck("greedy ids", double.NaN, 0, "not generated: logits are not numbers"));
            else if (writes)
                reference.Continuations(root, checks);
            return checks;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException($"the reference's numbers are broken: {e.Message}", numbers, "Make the reference again.", e);
        }
    }

    private static IReference Of(ITrainableModel model, SafetensorsFile file) =>
        model switch
        {
            SequenceToSequenceModel pair => new PairReference(pair, file),
            EncoderModel encoder => new EncoderReference(encoder, file),
            LanguageModel decoder => new DecoderReference(decoder, file),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.GetType().Name, "A model of an unknown kind."),
        };

    private static void Gradients(ITrainableModel model, IReference reference, double expected, JsonElement root, List<ModelCheck> checks)
    {
        model.Parameters.UseGradients();
        using var loss = reference.Loss();
        checks.Add(new ModelCheck("loss", Math.Abs(HostValues.Scalar<float>(loss) - expected), References.LossTolerance, "nats"));
        if (!root.TryGetProperty("grad_norms", out var norms))
            return;
        Autograd.Backward(loss);
        checks.Add(References.GradientNorms(model, norms));
    }
}

/// <summary>One comparison of a model with its reference.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="Difference">How far apart they are, in the unit that <paramref name="Unit"/> names; null where it was not compared.</param>
/// <param name="Tolerance">The largest difference that is allowed.</param>
/// <param name="Unit">What the difference is, or why there is none.</param>
public sealed record ModelCheck(string Name, double? Difference, double Tolerance, string Unit)
{
    /// <summary>Within tolerance; NaN is not. True where nothing was compared.</summary>
    public bool Ok => Difference is null || Difference <= Tolerance;
}
