using Clt.Engine.Data;
using Clt.Engine.Devices;
using Clt.Engine.Objectives;
using Clt.Kernels;
using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>Forward and backward passes over the examples of one optimiser step.</summary>
/// <param name="objective">The loss.</param>
/// <param name="state">Takes the gradients.</param>
/// <param name="microBatchTokens">Most tokens of a forward pass.</param>
/// <param name="seed">The job's.</param>
/// <param name="ranks">The processes that share the examples.</param>
/// <param name="say">Hears when micro-batches had to become smaller.</param>
internal sealed class TrainingStep(
    IObjective objective,
    TrainedState state,
    int microBatchTokens,
    Seed seed,
    Ranks ranks,
    Action<string>? say = null
)
{
    /// <summary>Most tokens of a forward pass, unless an example alone has more.</summary>
    private int _most = microBatchTokens;

    /// <summary>
    /// Adds the gradients of the sum of the targets' losses, over all micro-batches and ranks, to the model's flat gradients.
    /// </summary>
    /// <param name="prepared">The examples of the step, and those that it is held back by.</param>
    /// <param name="step">Its number, from 0: dropout is a function of it, so that a resumed run repeats it.</param>
    /// <returns>The mean loss of a target.</returns>
    public double Accumulate(PreparedStep prepared, int step)
    {
        var loss = Accumulate(prepared.Examples, step);
        if (prepared.Guards.Count > 0)
            Project(prepared.Guards, step);
        return loss;
    }

    /// <summary>The same where nothing holds the step back.</summary>
    public double Accumulate(IReadOnlyList<TrainingExample> examples, int step)
    {
        var targets = examples.Sum(e => e.TargetCount);
        var dropout = seed.Stream("dropout").Stream($"step {step}");
        var draws = unchecked((long)(ranks.IsFirst ? dropout : dropout.Stream($"rank {ranks.Rank}")).Value);
        var share = ranks.Share(examples);
        var sum = Fitting(share, batches => Backward(share, batches, draws));
        ranks.SumGradients();
        return ranks.Sum(sum) / targets;
    }

    /// <summary>
    /// Takes away what of the step's gradient points against that of the guards' loss (A-GEM: Chaudhry et al. 2019, arXiv 1812.00420,
    /// equation 11).
    /// </summary>
    private void Project(IReadOnlyList<TrainingExample> guards, int step)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var own = state.Gradients.clone();
        state.ClearGradients();
        using (enable_grad())
            Accumulate(guards, step);
        var held = state.Gradients;
        var along = HostValues.Scalar<float>((own * held).sum());
        if (along < 0)
            own.sub_(held * (along / HostValues.Scalar<float>(held.square().sum())));
        held.copy_(own);
    }

    private double Backward(IReadOnlyList<TrainingExample> share, List<Range> batches, long draws)
    {
        manual_seed(draws);
        var sum = 0.0;
        for (var i = 0; i < batches.Count; i++)
        {
            using var scope = NewDisposeScope();
            using var loss = Loss([.. share.Take(batches[i])]);
            sum += HostValues.Scalar<float>(loss);
            if (i == batches.Count - 1)
                ranks.LastBackward();
            Autograd.Backward(loss);
            state.TakeGradients();
        }

        return sum;
    }

    /// <summary>Mean loss of a target over held-out examples, of all and of each language; the same noise every time.</summary>
    public ValidationResult Validate(IReadOnlyList<TrainingExample> held)
    {
        using var noGrad = no_grad();
        var languages = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var (sum, targets) = (0.0, 0L);
        foreach (var language in held.GroupBy(e => e.Language.Code).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var examples = objective.PrepareHeldOut([.. language], seed.Stream("data").Stream("validation noise"));
            var (lost, count) = (Sum(ranks.Share(examples)), examples.Sum(e => (long)e.TargetCount));
            languages[language.Key] = lost / count;
            (sum, targets) = (sum + lost, targets + count);
        }

        return new ValidationResult(sum / targets, languages);
    }

    /// <summary>The loss with its graph, which keeps what the backward pass needs; all else is freed before that.</summary>
    private Tensor Loss(IReadOnlyList<TrainingExample> examples)
    {
        using var scope = NewDisposeScope();
        return objective.Loss(examples, training: true).MoveToOuterDisposeScope();
    }

    private double Sum(IReadOnlyList<TrainingExample> share) =>
        ranks.Sum(
            Fitting(
                share,
                batches =>
                {
                    var sum = 0.0;
                    foreach (var range in batches)
                    {
                        using var scope = NewDisposeScope();
                        sum += HostValues.Scalar<float>(objective.Loss([.. share.Take(range)], training: false));
                    }

                    return sum;
                }
            )
        );

    /// <summary>
    /// A pass over micro-batches; where the device's memory runs out, all of it once more over smaller ones, which are kept to from then
    /// on. Sums over examples do not depend on how these are cut.
    /// </summary>
    private double Fitting(IReadOnlyList<TrainingExample> share, Func<List<Range>, double> pass)
    {
        while (true)
        {
            var batches = Split(share);
            try
            {
                return pass(batches);
            }
            catch (Exception error) when (OutOfMemory.Is(error))
            {
                Lower(batches.Max(b => share.Take(b).Sum(e => e.TokenCount)), batches.All(b => share.Take(b).Count() == 1), error);
                state.ClearGradients();
            }
        }
    }

    private void Lower(int tokens, bool isSingle, Exception error)
    {
        var device = objective.Model.Parameters.Device;
        if (isSingle || ranks.AreSeveral)
        {
            var what = isSingle
                ? $"an example with {tokens} tokens"
                : $"a micro-batch of {tokens} tokens, which ranks cannot repeat in parts";
            throw new InputException(
                $"the memory of the device {device} is too small for {what}",
                "training settings, memory",
                "Let blocks keep no activations, lower the tokens of an example or of a micro-batch, train an adapter, or take another "
                    + "--device.",
                error
            );
        }

        var before = _most;
        _most = Math.Max(1, Math.Min(tokens, before) / 2);
        say?.Invoke(
            $"The memory of the device {device} ran out: from here on a micro-batch has at most {_most} tokens in place of {before}. "
                + $"Losses stay the same."
        );
    }

    private List<Range> Split(IReadOnlyList<TrainingExample> examples) =>
        [.. MicroBatches.Split([.. examples.Select(e => e.TokenCount)], _most)];
}

/// <summary>The examples of an optimiser step.</summary>
/// <param name="Drawn">As the order has them: what is counted and named.</param>
/// <param name="Examples">As the objective prepared them: what losses are computed from.</param>
/// <param name="Guards">Those among what it prepared whose loss the step must not raise.</param>
internal sealed record PreparedStep(
    IReadOnlyList<TrainingExample> Drawn,
    IReadOnlyList<TrainingExample> Examples,
    IReadOnlyList<TrainingExample> Guards
)
{
    public static PreparedStep Of(IReadOnlyList<TrainingExample> drawn, IReadOnlyList<TrainingExample> prepared) =>
        prepared.Any(e => e is GuardExample)
            ? new(drawn, [.. prepared.Where(e => e is not GuardExample)], [.. prepared.OfType<GuardExample>().Select(g => g.Guarded)])
            : new(drawn, prepared, []);
}
