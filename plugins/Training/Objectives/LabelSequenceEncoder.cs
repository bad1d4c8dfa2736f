using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Kernels;
using Clt.Kernels.Libtorch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>
/// Encoder of slot-label sequences (Liu et al. 2020, arXiv 2009.14510, label regularisation): embedded labels, a bidirectional LSTM layer
/// and attention pooling. It is fitted so that two sequences of labels are as near as the texts that have them are to a trained encoder.
/// </summary>
internal sealed class LabelSequenceEncoder : IDisposable
{
    private const int Gates = 4;
    private readonly Parameter _embedding,
        _query;
    private readonly Parameter[] _layer;

    private LabelSequenceEncoder(int labels, LabelSequenceSettings settings, Rng random, Device device)
    {
        var (width, bound) = (settings.Width, 1 / Math.Sqrt(settings.Width));
        _embedding = Drawn(Math.Sqrt(3), labels, settings.Embedding);
        _layer =
        [
            .. Enumerable
                .Range(0, 2)
                .SelectMany(_ =>
                    new[]
                    {
                        Drawn(bound, Gates * width, settings.Embedding),
                        Drawn(bound, Gates * width, width),
                        Drawn(bound, Gates * width),
                        Drawn(bound, Gates * width),
                    }
                ),
        ];
        _query = Drawn(bound, 2 * width);

        Parameter Drawn(double most, params long[] shape) => UniformParameter.Drawn(random, most, device, shape);
    }

    /// <summary>Fits one to what an encoder makes of examples; their pairs are drawn by the seed.</summary>
    /// <param name="encoder">Knows the task; it is read, not trained.</param>
    /// <param name="examples">With tags, at least two.</param>
    /// <param name="settings">Sizes and training.</param>
    /// <param name="seed">Draws weights and order.</param>
    /// <param name="cancel">Stops between steps.</param>
    public static LabelSequenceEncoder Fit(
        EncoderModel encoder,
        IReadOnlyList<EncoderExample> examples,
        LabelSequenceSettings settings,
        Seed seed,
        CancellationToken cancel
    )
    {
        using var scope = NewDisposeScope();
        var random = seed.Stream("label sequences").Generator();
        var vectors = Vectors(encoder, examples, settings.Batch, cancel);
        var labels = new LabelSequenceEncoder(encoder.Config.TokenLabels.Count, settings, random, vectors.device);
        using var optimizer = optim.Adam([labels._embedding, labels._query, .. labels._layer], settings.Rate);
        int[] order = [.. Enumerable.Range(0, examples.Count)];
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var drawn in order.Chunk(settings.Batch).Where(c => c.Length > 1))
            {
                cancel.ThrowIfCancellationRequested();
                using var step = NewDisposeScope();
                EncoderExample[] chosen = [.. drawn.Select(i => examples[i])];
                var wanted = vectors.index_select(0, tensor(drawn.Select(i => (long)i).ToArray(), device: vectors.device));
                var pairs = ones(chosen.Length, chosen.Length).triu(1).to(vectors.device);
                optimizer.zero_grad();
                Autograd.Backward(SequencePairs.Distance(labels.Of(chosen), wanted, pairs));
                optimizer.step();
            }
        }

        return labels;
    }

    /// <summary>[B, 2W]: a vector of each example's labels, in the order of their words.</summary>
    /// <param name="examples">With tags.</param>
    public Tensor Of(IReadOnlyList<EncoderExample> examples)
    {
        using var batch = PackedBatch.Of([
            .. examples.Select(e => (int[])[.. e.Targets.Where(t => t != PackedBatch.Ignored).Select(t => (int)t)]),
        ]);
        var embedded = _embedding.index_select(0, batch.Ids.to(_embedding.device));
        return Pooling.Attention(Ops.BiLstm(embedded, batch.Starts, _layer), batch, _query);
    }

    public void Dispose()
    {
        foreach (var parameter in _layer.Append(_embedding).Append(_query))
            parameter.Dispose();
    }

    private static Tensor Vectors(EncoderModel encoder, IReadOnlyList<EncoderExample> examples, int size, CancellationToken cancel)
    {
        using var noGrad = no_grad();
        var parts = examples.Chunk(size).Select(Part).ToArray();
        return cat(parts, 0);

        Tensor Part(EncoderExample[] chunk)
        {
            cancel.ThrowIfCancellationRequested();
            using var batch = new EncoderBatch(chunk);
            return encoder.Pooled(encoder.Forward(batch), batch.Packed);
        }
    }
}
