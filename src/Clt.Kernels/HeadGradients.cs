using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>Gradients of a linear layer that are made chunk by chunk, each null unless wanted. Sums over chunks are in fp32.</summary>
internal sealed class HeadGradients(bool hidden, bool weight, bool bias)
{
    private bool _isFirst = true;

    /// <summary>[N, D] fp32.</summary>
    internal Tensor? Hidden { get; private set; }

    /// <summary>[V, D] fp32.</summary>
    internal Tensor? Weight { get; private set; }

    /// <summary>[V] fp32.</summary>
    internal Tensor? Bias { get; private set; }

    internal bool Any => hidden || weight || bias;

    /// <summary>Makes them.</summary>
    /// <param name="states">Hidden states [N, D].</param>
    /// <param name="matrix">The weight [V, D].</param>
    /// <param name="place">Where the weight's gradient is added instead of in a tensor of its own, or null.</param>
    /// <param name="rows">How many rows of N get a gradient.</param>
    internal void Begin(Tensor states, Tensor matrix, Tensor? place, long rows)
    {
        if (hidden)
            Hidden = Make(states.shape, states.device, isFilled: rows == states.size(0));
        if (bias)
            Bias = Make([matrix.size(0)], matrix.device, isFilled: false);
        if (!weight)
            return;
        Weight = place ?? Make(matrix.shape, matrix.device, isFilled: rows > 0);
        _isFirst = place is null;
    }

    /// <summary>Adds those of a chunk.</summary>
    /// <param name="logits">Gradients of its logits, [n, V] fp32.</param>
    /// <param name="states">Its hidden states [n, D], in the products' type.</param>
    /// <param name="matrix">The weight [V, D], in the products' type.</param>
    /// <param name="chunk">Its rows.</param>
    internal void Add(Tensor logits, Tensor states, Tensor matrix, TargetRows.Chunk chunk)
    {
        Bias?.add_(logits.sum([0L]));
        var rounded = logits.to_type(matrix.dtype);
        if (Weight is not null)
            AddWeight(rounded.t(), states);
        if (Hidden is not null)
            chunk.Put(MatrixProducts.Of(rounded, matrix).to_type(ScalarType.Float32), Hidden);
    }

    private void AddWeight(Tensor across, Tensor states)
    {
        if (states.dtype != ScalarType.Float32)
        {
            var part = across.mm(states);
            if (_isFirst)
                Weight!.copy_(part);
            else
                Weight!.add_(part);
        }
        else if (_isFirst)
        {
            MatrixProducts.Into(Weight!, across, states);
        }
        else
        {
            MatrixProducts.AddInto(Weight!, across, states);
        }

        _isFirst = false;
    }

    private static Tensor Make(long[] shape, Device device, bool isFilled) =>
        isFilled ? empty(shape, dtype: ScalarType.Float32, device: device) : zeros(shape, dtype: ScalarType.Float32, device: device);
}
