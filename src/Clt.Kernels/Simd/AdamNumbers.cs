namespace Clt.Kernels.Simd;

/// <summary>Adam's settings at one step.</summary>
/// <param name="Beta1">How much of the first moment stays.</param>
/// <param name="Beta2">How much of the second moment stays.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
/// <param name="Correction1">What the first moment is divided by: 1 − beta1^step, or 1.</param>
/// <param name="Correction2">What the second moment is divided by.</param>
/// <param name="CoupledDecay">Decay is added to the gradient, instead of shrinking the weights.</param>
internal readonly record struct AdamNumbers(
    double Beta1, double Beta2, double Epsilon, double Correction1, double Correction2, bool CoupledDecay);
