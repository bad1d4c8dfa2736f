using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>
/// Sets a share of elements to 0 and scales the others up (Srivastava et al. 2014), while it is on and gradients are recorded. Which ones,
/// the generator of libtorch draws; the trainer seeds it for every step.
/// </summary>
/// <param name="share">In [0, 1).</param>
public sealed class Dropout(double share)
{
    /// <summary>What never drops out.</summary>
    public static Dropout None { get; } = new(0);

    /// <summary>Whether passes that record gradients drop out.</summary>
    public bool IsOn { get; set; }

    /// <summary>The share, in [0, 1).</summary>
    public double Share => share;

    /// <summary>Whether a pass that begins now drops out: it is on, and gradients are recorded.</summary>
    public bool IsActive => IsOn && is_grad_enabled();

    /// <summary>Shaped as x.</summary>
    public Tensor Of(Tensor x) => IsActive && share > 0 ? nn.functional.dropout(x, share, training: true) : x;
}
