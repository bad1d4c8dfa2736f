using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>
/// Sets a share of elements to 0 and scales the others up (Srivastava et al. 2014), while it is on and gradients are recorded. Which ones,
/// the generator of libtorch draws; the trainer seeds it for every step.
/// </summary>
/// <param name="share">In [0, 1).</param>
internal sealed class Dropout(double share)
{
    /// <summary>What never drops out.</summary>
    public static Dropout None { get; } = new(0);

    public bool IsOn { get; set; }

    /// <summary>Shaped as x.</summary>
    public Tensor Of(Tensor x) => IsOn && share > 0 && is_grad_enabled() ? nn.functional.dropout(x, share, training: true) : x;
}
