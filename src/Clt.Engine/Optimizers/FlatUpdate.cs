using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>What one step of any flat optimiser is given.</summary>
/// <param name="Gradient">Shaped as the parameters.</param>
/// <param name="Rate">Learning rate.</param>
/// <param name="ClipFactor">Multiplies the gradient.</param>
/// <param name="ClearGradient">Leave zeros in the gradient's trained parts.</param>
/// <param name="Mirror">A bf16 copy of the parameters to bring up to date, or null.</param>
public readonly record struct FlatUpdate(Tensor Gradient, double Rate, double ClipFactor, bool ClearGradient, Tensor? Mirror);
