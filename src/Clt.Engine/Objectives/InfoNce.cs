using Clt.Engine.Models.Encoders;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>
/// Contrastive alignment (van den Oord et al. 2018) with the other rows as negatives: each row's translation is to be its nearest, by
/// cosine over a temperature.
/// </summary>
public static class InfoNce
{
    /// <summary>The sum over rows of the cross-entropy of each one's translation among all.</summary>
    /// <param name="sources">[B, D].</param>
    /// <param name="targets">[B, D]: row i translates row i.</param>
    /// <param name="temperature">Divides cosines; above 0.</param>
    public static Tensor Loss(Tensor sources, Tensor targets, double temperature)
    {
        if (!(temperature > 0))
            throw new InputException($"the temperature is {temperature}", "InfoNCE", "Give a number above 0.");
        var cosines = Pooling.Normalized(sources).mm(Pooling.Normalized(targets).t()) / temperature;
        return (cosines.logsumexp(1) - cosines.diagonal()).sum();
    }

    /// <summary>The mean of both directions.</summary>
    public static Tensor SymmetricLoss(Tensor sources, Tensor targets, double temperature) =>
        (Loss(sources, targets, temperature) + Loss(targets, sources, temperature)) / 2;
}
