using System.Globalization;
using Clt.Engine.Models;

namespace Clt.Engine.Training;

/// <summary>Whether a run fits into memory, found out before its first step.</summary>
internal static class MemoryBudget
{
    private const double GB = 1e9;

    /// <exception cref="InputException">It does not fit; the setting that would make it fit is named.</exception>
    public static void Check(ITrainableModel model, TrainingSettings settings, int tokens)
    {
        if (model.Config is TransformerConfig config && Available() is { } available)
            Check(State(model.Trained, settings), PerToken(config), Math.Min(tokens, settings.MicroBatchTokens), available);
    }

    /// <param name="state">Bytes of gradients, optimiser, average and checkpoint copies.</param>
    /// <param name="perToken">Bytes that a token of a micro-batch keeps until its backward pass.</param>
    /// <param name="tokens">Tokens of the largest micro-batch.</param>
    /// <param name="available">Bytes that are free.</param>
    internal static void Check(double state, double perToken, int tokens, double available)
    {
        var needed = state + (perToken * tokens);
        if (needed <= available) return;
        var fits = (int)Math.Max(0, (available - state) / perToken);
        throw new InputException(
            string.Create(CultureInfo.InvariantCulture, $"training needs about {needed / GB:F1} GB more memory, but {available / GB:F1} GB are free"),
            "training settings, memory", fits >= 1
                ? $"Lower the tokens of a micro-batch from {tokens} to {fits}, which changes no number."
                : "Train an adapter, take an optimiser with less state (Adafactor), keep no checkpoints, or use a smaller model.");
    }

    private static double State(FlatParameters trained, TrainingSettings settings)
    {
        var kept = settings.Optimizer.StateFloats + (settings.AverageDecay > 0 ? 1 : 0);
        // A model in bf16 has fp32 weights and gradients beside its own; a checkpoint is a copy of weights and state.
        var copies = 1 + kept + (trained.Dtype == Dtype.Float32 ? 0 : 2) + (settings.CheckpointEvery > 0 ? 1 + kept : 0);
        return 4 * copies * trained.Values.NumberOfElements;
    }

    /// <summary>What backward passes need of each layer: the stream before and after its norms, queries, keys, values, what was attended to,
    /// both halves of the gated projection and its product.</summary>
    private static double PerToken(TransformerConfig config)
    {
        var heads = config.HeadSize * (2.0 * config.Heads + 2.0 * config.KeyValueHeads);
        return 4 * config.Layers * ((5.0 * config.HiddenSize) + heads + (3.0 * config.IntermediateSize));
    }

    /// <summary>Bytes that the machine, and the control group where there is one, have free; null where that cannot be read.</summary>
    private static double? Available()
    {
        const string Machine = "/proc/meminfo", Group = "/sys/fs/cgroup/memory.max", Used = "/sys/fs/cgroup/memory.current";
        try
        {
            var line = File.ReadLines(Machine).First(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal));
            var free = 1024 * double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            if (!File.Exists(Group) || !double.TryParse(File.ReadAllText(Group), CultureInfo.InvariantCulture, out var limit)) return free;
            return Math.Min(free, limit - double.Parse(File.ReadAllText(Used), CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
