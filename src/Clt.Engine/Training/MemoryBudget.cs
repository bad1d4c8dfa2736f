using System.Globalization;
using Clt.Engine.Models;

namespace Clt.Engine.Training;

/// <summary>Whether a run fits into memory, found out before its first step.</summary>
internal static class MemoryBudget
{
    private const double GB = 1e9;

    /// <summary>Of how many blocks one keeps no activations (0: none): as the settings say, or as the free memory asks for.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="settings">How.</param>
    /// <param name="tokens">No step has more.</param>
    /// <param name="free">Bytes that are free on the model's device; null looks.</param>
    /// <exception cref="InputException">It does not fit; the setting that would make it fit is named.</exception>
    public static int Fit(ITrainableModel model, TrainingSettings settings, int tokens, double? free = null)
    {
        var asked = settings.Checkpointing.Interval;
        if (model.Config is not TransformerConfig config || (free ?? model.Parameters.Device.FreeBytes()) is not { } available)
            return asked ?? 0;
        var (fixedBytes, most) = (MemoryEstimate.Fixed(model, settings), Math.Min(tokens, settings.MicroBatchTokens));
        int[] choices = asked is { } only ? [only] : [0, .. Enumerable.Range(1, config.Layers).Reverse()];
        foreach (var every in choices)
        {
            if (fixedBytes + (PerToken(every) * most) <= available)
                return every;
        }

        Check(fixedBytes, PerToken(choices[^1]), most, available);
        return choices[^1];

        double PerToken(int every) => MemoryEstimate.PerToken(config, model.Parameters.Dtype, every);
    }

    /// <param name="state">Bytes of gradients, optimiser, average and checkpoint copies.</param>
    /// <param name="perToken">Bytes that a token of a micro-batch keeps until its backward pass.</param>
    /// <param name="tokens">Tokens of the largest micro-batch.</param>
    /// <param name="available">Bytes that are free.</param>
    internal static void Check(double state, double perToken, int tokens, double available)
    {
        var needed = state + (perToken * tokens);
        if (needed <= available)
            return;
        var fits = (int)Math.Max(0, (available - state) / perToken);
        throw new InputException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"training needs about {needed / GB:F1} GB more memory, but {available / GB:F1} GB are free"
            ),
            "training settings, memory",
            fits >= 1
                ? $"Lower the tokens of a micro-batch from {tokens} to {fits}, or let blocks keep no activations: neither changes a number."
                : "Train an adapter, take an optimiser with less state (Adafactor), keep no checkpoints, or use a smaller model."
        );
    }
}
