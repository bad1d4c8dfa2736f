using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>Rotary position tables.</summary>
/// <param name="Cos">[positions, R] with R at most half the head width; the rest of a head is not rotated.</param>
/// <param name="Sin">[positions, R].</param>
/// <param name="Interleaved">Pairs are (2i, 2i+1) (GPT-J, Cohere); else (i, i+R) (Llama).</param>
public sealed record RotaryTable(Tensor Cos, Tensor Sin, bool Interleaved = false);
