using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>
/// Trains an encoder to find a text's translation among others, in both directions (<see cref="InfoNce"/> over mean states).
/// </summary>
/// <param name="model">Is trained; its head is not used.</param>
public sealed class ContrastiveAlignment(EncoderModel model) : Objective<ParallelGroup>(model)
{
    private readonly int _group = 64;

    /// <summary>Divides cosines; above 0.</summary>
    public double Temperature { get; init; } = 0.05;

    /// <summary>
    /// Most pairs that are contrasted with each other, at least 2. The pairs of a step are grouped in their order, and a group is never cut
    /// into micro-batches, so that these do not change the loss.
    /// </summary>
    /// <exception cref="InputException">It is below 2.</exception>
    public int Group
    {
        get => _group;
        init =>
            _group =
                value >= 2 ? value : throw new InputException($"groups have {value} pairs", "contrastive alignment", "Give at least 2.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) =>
        [.. examples.Cast<ParallelExample>().Chunk(Group).Select(pairs => new ParallelGroup(pairs))];

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<ParallelGroup> examples, bool training)
    {
        Tensor? sum = null;
        foreach (var group in examples)
        {
            var (sources, targets) = ParallelEncoding.Of(model, group.Pairs);
            var loss = InfoNce.SymmetricLoss(sources, targets, Temperature);
            sum = sum is null ? loss : sum + loss;
        }

        return sum!;
    }
}
