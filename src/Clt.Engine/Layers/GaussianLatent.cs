using Clt.Engine.Parameters;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>
/// Gaussian latent variable with the reparametrisation of Kingma and Welling 2014: z = μ + noise · exp(½ log σ²) · ε, both linear in what
/// is read. The noise is there where states drop out; otherwise z is the mean.
/// </summary>
/// <param name="mean">D to L.</param>
/// <param name="logVariance">D to L.</param>
/// <param name="noise">What the standard deviation is multiplied with; 0 or more.</param>
/// <param name="dropout">Says whether a pass trains; drops nothing here.</param>
internal sealed class GaussianLatent(Linear mean, Linear logVariance, double noise, Dropout dropout)
{
    /// <summary>[M, L] of [M, D].</summary>
    public Tensor Of(Tensor x)
    {
        var mu = mean.Of(x);
        return dropout.IsActive && noise > 0 ? mu + (logVariance.Of(x) / 2).exp() * randn_like(mu) * noise : mu;
    }
}
