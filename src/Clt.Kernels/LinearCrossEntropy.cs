using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>
/// Linear layer and cross-entropy in one: rows without a target are never projected, logits exist for one chunk of rows only, and the
/// gradients are made in the same pass, so that memory does not grow with tokens × vocabulary (as in Liger kernels, Hsu et al. 2024,
/// arXiv 2410.10989). Inputs are hidden states [N, D], weight [V, D] and bias [V] or null; outputs the sum, and the loss of every row.
/// </summary>
/// <param name="targets">[N] int64; −100 is none.</param>
/// <param name="options">What stands between logits and loss.</param>
/// <param name="place">[V, D] fp32, or null: where the weight's gradient is added at once.</param>
internal abstract class LinearCrossEntropy(Tensor targets, LossOptions options, Tensor? place) : AutogradFunction
{
    /// <summary>
    /// Logits up to which a chunk has 256 rows; of a larger vocabulary it has 128. Every chunk passes over the weight's gradient once.
    /// </summary>
    private const long Moderate = 1L << 23;

    /// <summary>Of its own: others may let theirs go before the backward pass.</summary>
    private readonly Tensor? _place = place?.detach().DetachFromDisposeScope();

    private ScalarType[] _types = [];

    /// <summary>Computes sum and rows.</summary>
    /// <exception cref="ArgumentException">Shapes, types, targets or options do not fit.</exception>
    internal (Tensor Sum, Tensor Rows) Of(Tensor hidden, Tensor weight, Tensor? bias)
    {
        HeadLossChecks.Check(hidden, weight, bias, targets, options, _place);
        var outputs = Apply(hidden, weight, bias);
        return (outputs[0], outputs[1]);
    }

    /// <summary>The loss of every row of a chunk, [n] fp32.</summary>
    /// <param name="logits">[n, V] fp32, the head's products: where gradients are wanted they become theirs, else they are used up.</param>
    /// <param name="targets">Of the rows.</param>
    /// <param name="options">As the call's.</param>
    /// <param name="isWanted">Gradients are wanted.</param>
    protected abstract Tensor Losses(Tensor logits, long[] targets, LossOptions options, bool isWanted);

    /// <summary>The sum of all rows' losses, in an order that does not depend on threads.</summary>
    protected abstract Tensor Sum(Tensor rows);

    /// <summary>The type of the products, and how many logits a chunk has.</summary>
    protected abstract (ScalarType Type, long Logits) Products(Tensor hidden, Tensor weight);

    protected override IReadOnlyList<int> Constant => [1];

    protected override Tensor[] Forward(Tensor?[] inputs)
    {
        using var scope = NewDisposeScope();
        _types = [.. inputs.Select(i => i?.dtype ?? ScalarType.Float32)];
        var adds = Wants(1) && _place is not null;
        var wanted = new HeadGradients(Wants(0), Wants(1), Wants(2));
        var rows = Compute(inputs, targets, wanted, adds ? _place : null);
        Save(wanted.Hidden, adds ? null : wanted.Weight, wanted.Bias);
        if (adds)
            Save([.. inputs, targets]);
        return [Sum(rows).MoveToOuterDisposeScope(), rows.MoveToOuterDisposeScope()];
    }

    protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients)
    {
        using var noGrad = no_grad();
        var factor = gradients[0]!.device_type == DeviceType.META ? 1 : gradients[0]!.to_type(ScalarType.Float32).item<float>();
        if (_place is not null && factor != 1 && saved.Length > 3)
        {
            // It was added once and should be there `factor` times: made again, which costs more than a tensor of its own would have.
            var again = new HeadGradients(false, true, false);
            Compute(saved[3..6], saved[6]!, again, null);
            _place.add_(again.Weight!, factor - 1);
        }

        return [.. saved[..3].Select((gradient, i) => (factor == 1 ? gradient : gradient?.mul_(factor))?.to_type(_types[i]))];
    }

    protected override void Released() => _place?.Dispose();

    /// <summary>The loss of every row [N]; makes the wanted gradients.</summary>
    private Tensor Compute(Tensor?[] inputs, Tensor places, HeadGradients gradients, Tensor? place)
    {
        var (type, logits) = Products(inputs[0]!, inputs[1]!);
        Tensor hidden = inputs[0]!.detach(),
            weight = inputs[1]!.detach().to_type(type).contiguous();
        var vocabulary = weight.size(0);
        var bias = inputs[2]?.detach().to_type(ScalarType.Float32);
        var rows = TargetRows.Of(places, vocabulary);
        var least = Math.Clamp(Moderate / vocabulary / 32 * 32, 128, 256);
        var size = (int)Math.Clamp(logits / vocabulary / 32 * 32, least, Math.Max(least, logits / 512));
        gradients.Begin(hidden, weight, place, rows.Count);
        var each = zeros(hidden.size(0), dtype: ScalarType.Float32, device: hidden.device);
        var product = new HeadProducts(weight, Math.Min(size, rows.Count));
        for (var first = 0; first < rows.Count; first += size)
        {
            using var scope = NewDisposeScope();
            var chunk = rows.Take(first, Math.Min(size, rows.Count - first));
            var part = chunk.From(hidden).to_type(type).contiguous();
            var products = product.Logits(part, bias);
            chunk.Put(Losses(products, chunk.Targets, options, gradients.Any), each);
            gradients.Add(products, part, weight, chunk);
        }

        return each;
    }
}
