using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>What a decoder's tokens look at in cross-attention.</summary>
/// <param name="Sources">The encoded sources.</param>
/// <param name="QueryStarts">[sources + 1], int32, on the host: where the tokens of each source start among the decoder's; a source may have none.</param>
internal readonly record struct CrossInput(ICrossSources Sources, Tensor QueryStarts);
