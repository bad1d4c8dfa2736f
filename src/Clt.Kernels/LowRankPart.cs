using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>A low-rank change of some of a linear layer's outputs: they grow by Scale · (x · Aᵀ) · Bᵀ.</summary>
/// <param name="Start">The first of these outputs.</param>
/// <param name="A">[r, in], fp32.</param>
/// <param name="B">[outputs, r], fp32.</param>
/// <param name="Scale">s.</param>
public readonly record struct LowRankPart(long Start, Tensor A, Tensor B, double Scale);
