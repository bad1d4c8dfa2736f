namespace Clt.Kernels.Simd;

/// <summary>Adafactor's settings at one step.</summary>
/// <param name="Rate">Learning rate of a part, before it is scaled by the parameters' size.</param>
/// <param name="Clip">Multiplies the gradient.</param>
/// <param name="Decay">How much of the second moments stays.</param>
/// <param name="Beta1">How much of the first moment stays.</param>
/// <param name="Epsilon">Added to squared gradients.</param>
/// <param name="ScaleEpsilon">The least size of parameters that rates are scaled by.</param>
/// <param name="Threshold">Greatest root mean square of an update.</param>
/// <param name="Scale">Multiply the rate by the root mean square of the parameters.</param>
internal readonly record struct AdafactorNumbers(
    double Rate, double Clip, double Decay, double Beta1, double Epsilon, double ScaleEpsilon, double Threshold, bool Scale);
