using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>Direct preference optimisation (Rafailov et al. 2023, arXiv 2305.18290) and its kin.</summary>
public sealed class PreferenceOptimization : Objective<PreferenceGroup>
{
    private readonly LanguageModel _model;
    private readonly LanguageModel? _reference;
    private readonly PreferenceSpec _settings;

    /// <param name="model">Is trained.</param>
    /// <param name="reference">
    /// The model before, which stays as it is and is disposed of with the objective; null trains without one.
    /// </param>
    /// <param name="settings">Which loss.</param>
    /// <exception cref="InputException">A setting is out of range: all are listed.</exception>
    public PreferenceOptimization(LanguageModel model, LanguageModel? reference, PreferenceSpec settings)
        : base(model)
    {
        (_model, _reference, _settings) = (model, reference, settings);
        if (settings.Problems().ToList() is { Count: > 0 } problems)
            throw new InputException(problems);
    }

    public override void Dispose()
    {
        _reference?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) =>
        [
            .. examples
                .Cast<PreferencePair>()
                .Chunk(_settings.Loss == PreferenceLoss.Aot ? _settings.Group : 1)
                .Select(pairs => new PreferenceGroup(pairs)),
        ];

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<PreferenceGroup> examples, bool training)
    {
        using var scope = NewDisposeScope();
        PreferencePair[] pairs = [.. examples.SelectMany(e => e.Pairs)];
        TokenizedExample[] answers = [.. pairs.Select(p => p.Chosen), .. pairs.Select(p => p.Rejected)];
        using var batch = PackedBatch.Of(answers);
        var scores = LogLikelihoods(_model, batch);
        var before = _reference is null ? zeros_like(scores) : Fixed(_reference, batch);
        var lengths = tensor(answers.Select(a => (float)a.TargetCount).ToArray(), device: scores.device);
        var (losses, start, n) = (new List<Tensor>(), 0, pairs.Length);
        foreach (var count in examples.Select(e => e.Pairs.Count))
        {
            losses.Add(
                PreferenceLosses
                    .PerPair(
                        _settings,
                        new PairLikelihoods(
                            Chosen(scores),
                            Rejected(scores),
                            Chosen(before),
                            Rejected(before),
                            Chosen(lengths),
                            Rejected(lengths)
                        )
                    )
                    .sum()
            );
            start += count;

            Tensor Chosen(Tensor all) => all.narrow(0, start, count);

            Tensor Rejected(Tensor all) => all.narrow(0, n + start, count);
        }

        return stack([.. losses]).sum().MoveToOuterDisposeScope();
    }

    private static Tensor Fixed(LanguageModel reference, PackedBatch batch)
    {
        using var noGrad = no_grad();
        return LogLikelihoods(reference, batch);
    }

    /// <summary>[B]: the log-likelihood of each sequence's targets, each through the fused loss on its own rows.</summary>
    /// <remarks>
    /// Until the backward pass the head's gradient exists once a sequence: bound the micro-batch where the vocabulary is large.
    /// </remarks>
    private static Tensor LogLikelihoods(LanguageModel model, PackedBatch batch)
    {
        var hidden = model.Forward(batch);
        var sums = Enumerable
            .Range(0, batch.Sequences)
            .Select(i =>
            {
                var (start, length) = (batch.Starts[i], batch.Starts[i + 1] - batch.Starts[i]);
                return -model.Loss(hidden.narrow(0, start, length), batch.Targets!.narrow(0, start, length));
            });
        return stack([.. sums]);
    }
}
