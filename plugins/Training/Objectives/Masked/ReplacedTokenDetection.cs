using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Engine.Objectives;
using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives.Masked;

/// <summary>
/// Replaced token detection, ELECTRA (Clark et al. 2020, arXiv 2003.10555): a generator tells hidden tokens, what it draws stands in their
/// places, and a discriminator tells of every token whether it is the text's own. Losses are added, the second times a weight.
/// </summary>
/// <remarks>
/// Both are one encoder, read twice: all weights are tied, a way that their section 3.2 compares. The generator's output layer is the
/// embedding alone; the discriminator's is the head of tokens, of two labels. No gradient goes through what is drawn. Of a text the second
/// loss is the mean over its tokens, times the hidden ones, which the trainer divides by.
/// </remarks>
internal sealed class ReplacedTokenDetection : Objective<ReplacedText>
{
    private readonly EncoderModel _model;
    private readonly TokenMasking _masking;
    private readonly double _weight;
    private readonly LossOptions _options;

    /// <param name="model">Is trained; has a head of tokens with two labels, of which the second says replaced.</param>
    /// <param name="masking">Which tokens are hidden.</param>
    /// <param name="weight">Of the discriminator's loss.</param>
    public ReplacedTokenDetection(EncoderModel model, TokenMasking masking, double weight)
        : base(model)
    {
        (_model, _masking, _weight) = (model, masking, weight);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        // A head for masks has a norm of its own before the embedding. Without it logits of large embeddings would begin far apart.
        var variance = Embedding.to_type(ScalarType.Float32).square().sum().item<float>() / model.Config.VocabularySize;
        _options = new LossOptions { LogitScale = Math.Min(1, 1 / Math.Sqrt(variance)) };
    }

    private Tensor Embedding => _model.Parameters[TensorNames.Embedding];

    /// <inheritdoc/>
    public override IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) =>
        [.. examples.Cast<ParallelExample>().SelectMany((pair, i) => Hidden(pair, seed, i))];

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<ReplacedText> examples, bool training)
    {
        using var scope = NewDisposeScope();
        using var hidden = new EncoderBatch([.. examples.Select(e => e.Hidden)]);
        var places = hidden.Targets.Values.ne(PackedBatch.Ignored).nonzero().flatten();
        var states = _model.Forward(hidden.Packed).index_select(0, places.to(Embedding.device));
        var told = Ops.LinearCrossEntropy(states, Embedding, hidden.Targets.Values.index_select(0, places), _options);
        using var replaced = new EncoderBatch([.. Replaced(examples, Draw(states, examples))]);
        var logits = _model.Logits(_model.Forward(replaced.Packed), replaced.Packed);
        var each = nn.functional.cross_entropy(logits, replaced.Targets.Values.to(logits.device), reduction: nn.Reduction.None);
        var shares = examples.SelectMany(e => Enumerable.Repeat((float)e.TargetCount / e.Hidden.Ids.Length, e.Hidden.Ids.Length));
        var detected = (each * tensor(shares.ToArray(), device: each.device)).sum();
        return (told + (detected * _weight)).MoveToOuterDisposeScope();
    }

    private IEnumerable<ReplacedText> Hidden(ParallelExample pair, Seed seed, int place)
    {
        var random = seed.Stream("replacing").Stream($"{place}").Generator();
        return MaskedPair
            .Hide(pair, [pair.Source, pair.Target], _masking, seed, place)
            .Select(text => new ReplacedText(text, [.. Enumerable.Range(0, text.TargetCount).Select(_ => (float)random.NextDouble())]))
            .ToList();
    }

    /// <summary>A token for each hidden one, by the generator's probabilities.</summary>
    private long[] Draw(Tensor states, IReadOnlyList<ReplacedText> examples)
    {
        using var noGrad = no_grad();
        var logits = nn.functional.linear(states, Embedding).to_type(ScalarType.Float32) * _options.LogitScale;
        var up = logits.softmax(1).cumsum(1);
        var draws = tensor(examples.SelectMany(e => e.Draws).ToArray(), device: up.device).unsqueeze(1);
        // Sums of rounded shares may end below one.
        var drawn = up.le(draws).sum(1).clamp_max(_model.Config.VocabularySize - 1);
        return HostValues.Of<long>(drawn);
    }

    private static IEnumerable<EncoderExample> Replaced(IReadOnlyList<ReplacedText> examples, long[] drawn)
    {
        var at = 0;
        foreach (var example in examples)
        {
            yield return example.With(drawn.AsSpan(at, example.TargetCount));
            at += example.TargetCount;
        }
    }
}
