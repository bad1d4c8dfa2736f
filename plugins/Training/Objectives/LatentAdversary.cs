using Clt.Engine.Data;
using Clt.Engine.Models.Encoders;
using Clt.Kernels.Libtorch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>
/// Adversary of latent variables (Liu et al. 2020, arXiv 2009.14510, their code): a linear layer that is fitted, for one pass, to call
/// every word's latent variable all labels alike. From then on it stays as it is, and variables are trained until even it tells their
/// labels.
/// </summary>
internal sealed class LatentAdversary : IDisposable
{
    private readonly Parameter _weight,
        _bias;

    private LatentAdversary(long labels, long size, Rng random, Device device)
    {
        var bound = 1 / Math.Sqrt(size);
        _weight = UniformParameter.Drawn(random, bound, device, labels, size);
        _bias = UniformParameter.Drawn(random, bound, device, labels);
    }

    /// <summary>Fits one to the latent variables that a model has now, by the squared distance of its softmax from even shares.</summary>
    /// <param name="model">Has latent variables of tokens; it is read, not trained.</param>
    /// <param name="examples">Seen once, in order.</param>
    /// <param name="rate">Learning rate of Adam.</param>
    /// <param name="size">Sequences a step.</param>
    /// <param name="seed">Draws its weights.</param>
    /// <param name="cancel">Stops between steps.</param>
    public static LatentAdversary Fit(
        EncoderModel model,
        IReadOnlyList<EncoderExample> examples,
        double rate,
        int size,
        Seed seed,
        CancellationToken cancel
    )
    {
        var (labels, device) = (model.Config.TokenLabels.Count, model.Parameters.Values.device);
        var adversary = new LatentAdversary(labels, model.Config.LatentSize, seed.Stream("adversary").Generator(), device);
        using var optimizer = optim.Adam([adversary._weight, adversary._bias], rate);
        foreach (var chunk in examples.Chunk(size))
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var batch = new EncoderBatch(chunk);
            optimizer.zero_grad();
            Autograd.Backward((adversary.Of(Latents(model, batch)).softmax(1) - 1.0 / labels).square().mean());
            optimizer.step();
        }

        return adversary;
    }

    /// <summary>
    /// The sum over sequences of the mean over words of the cross-entropy of their labels to what the adversary says; differentiable in the
    /// latent variables.
    /// </summary>
    /// <param name="latents">[N, L].</param>
    /// <param name="batch">With a label for each word.</param>
    public Tensor Loss(Tensor latents, EncoderBatch batch)
    {
        var places = batch.Targets.Values.ne(PackedBatch.Ignored).nonzero().flatten();
        var wanted = batch.Targets.Values.index_select(0, places).to(latents.device);
        var given = Of(latents.index_select(0, places.to(latents.device)));
        var starts = batch.Packed.Starts;
        var targets = batch.Targets.Values.data<long>().ToArray();
        float[] shares =
        [
            .. Enumerable
                .Range(0, batch.Packed.Sequences)
                .SelectMany(b =>
                {
                    var words = targets[starts[b]..starts[b + 1]].Count(t => t != PackedBatch.Ignored);
                    return Enumerable.Repeat(1f / Math.Max(1, words), words);
                }),
        ];
        return (nn.functional.cross_entropy(given, wanted, reduction: nn.Reduction.None) * tensor(shares, device: latents.device)).sum();
    }

    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
    }

    private static Tensor Latents(EncoderModel model, EncoderBatch batch)
    {
        using var noGrad = no_grad();
        return model.TagLatents(model.Forward(batch));
    }

    private Tensor Of(Tensor latents) => nn.functional.linear(latents, _weight, _bias);
}
