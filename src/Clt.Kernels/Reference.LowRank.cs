using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

public static partial class Reference
{
    /// <inheritdoc cref="Ops.LowRankLinear"/>
    public static Tensor LowRankLinear(Tensor x, Tensor weight, IReadOnlyList<LowRankPart> parts)
    {
        var (y, input) = (nn.functional.linear(x, weight), x.to_type(ScalarType.Float32));
        foreach (var part in parts)
        {
            var end = part.Start + part.B.size(0);
            var update = nn.functional.linear(nn.functional.linear(input, part.A), part.B) * part.Scale;
            var changed = y.narrow(1, part.Start, part.B.size(0)) + update.to_type(y.dtype);
            y = cat([y.narrow(1, 0, part.Start), changed, y.narrow(1, end, y.size(1) - end)], 1);
        }

        return y;
    }
}
