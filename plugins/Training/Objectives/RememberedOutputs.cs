using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>
/// Distillation from the model before a hop: another objective beside which an encoder's outputs for examples of an episodic memory stay
/// near those of the model as the hop found it, by the mean of squared differences (M'hamdi et al. 2023, arXiv 2205.11152, section 3.4).
/// </summary>
/// <param name="inner">What is learnt now; disposed of with this.</param>
/// <param name="student">The model that it trains.</param>
/// <param name="teacher">The model before; stays as it is and is disposed of with this.</param>
/// <param name="memory">What was learnt before.</param>
/// <param name="states">Whether states of the last layer are kept, in place of logits.</param>
/// <param name="weight">Of the difference beside the loss, above 0.</param>
/// <remarks>An example of the memory counts as much as the same among the step's own.</remarks>
internal sealed class RememberedOutputs(
    IObjective inner,
    EncoderModel student,
    EncoderModel teacher,
    EpisodicMemory memory,
    bool states,
    double weight
) : IObjective
{
    public ITrainableModel Model => inner.Model;

    /// <inheritdoc/>
    public IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) =>
        [.. inner.Prepare(examples, seed), .. memory.Draw(seed).Cast<EncoderExample>().Select(e => new RememberedExample(e))];

    /// <inheritdoc/>
    public IReadOnlyList<TrainingExample> PrepareHeldOut(IReadOnlyList<TrainingExample> examples, Seed seed) =>
        inner.PrepareHeldOut(examples, seed);

    /// <inheritdoc/>
    public Tensor Loss(IReadOnlyList<TrainingExample> examples, bool training)
    {
        TrainingExample[] own = [.. examples.Where(e => e is not RememberedExample)];
        EncoderExample[] kept = [.. examples.OfType<RememberedExample>().Select(e => e.Kept)];
        if (kept.Length == 0)
            return inner.Loss(own, training);
        using var scope = NewDisposeScope();
        var difference = Difference(kept) * weight;
        return (own.Length == 0 ? difference : inner.Loss(own, training) + difference).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        teacher.Dispose();
        inner.Dispose();
    }

    /// <summary>The sum over examples; each is a mean over its own numbers, times its targets.</summary>
    private Tensor Difference(EncoderExample[] kept)
    {
        using var batch = student.Batch(kept);
        var now = student.Forward(batch);
        var then = Before(batch);
        if (states)
        {
            var lengths = kept.Select((_, i) => batch.Packed.Starts[i + 1] - batch.Packed.Starts[i]);
            float[] shares = [.. kept.Zip(lengths).SelectMany(e => Enumerable.Repeat((float)e.First.TargetCount / e.Second, e.Second))];
            return (Squares(now, then) * tensor(shares, device: now.device)).sum();
        }

        var head = student.Config.Head;
        var places = batch.Targets.Values.ne(PackedBatch.Ignored).nonzero().flatten().to(now.device);
        if (head == EncoderHead.Joint)
        {
            var words = kept.Select(e => e.Targets.Count(t => t != PackedBatch.Ignored));
            float[] shares = [.. words.SelectMany(w => Enumerable.Repeat(1f / w, w))];
            var tags = Squares(At(student.TagLogits(now)), At(Fixed(() => teacher.TagLogits(then))));
            return Squares(Labels(student, now), Fixed(() => Labels(teacher, then))).sum()
                + (tags * tensor(shares, device: now.device)).sum();
        }

        var (a, b) = (Labels(student, now), Fixed(() => Labels(teacher, then)));
        return head == EncoderHead.Tokens ? Squares(At(a), At(b)).sum() : Squares(a, b).sum();

        Tensor Labels(EncoderModel model, Tensor hidden) => model.Logits(hidden, batch.Packed);

        Tensor At(Tensor rows) => rows.index_select(0, places);
    }

    private Tensor Before(EncoderBatch batch) => Fixed(() => teacher.Forward(batch));

    private static Tensor Fixed(Func<Tensor> of)
    {
        using var noGrad = no_grad();
        return of();
    }

    /// <summary>[rows]: the mean of squared differences of each.</summary>
    private static Tensor Squares(Tensor a, Tensor b) =>
        (a.to_type(ScalarType.Float32) - b.to_type(ScalarType.Float32)).square().mean([-1]);
}
