using static TorchSharp.torch;

namespace Clt.Engine.Kernels;

public static partial class Reference
{
    /// <inheritdoc cref="Ops.LowRankLinear"/>
    public static Tensor LowRankLinear(Tensor x, Tensor weight, IReadOnlyList<LowRankPart> parts)
    {
        var y = nn.functional.linear(x, weight);
        foreach (var part in parts)
        {
            var end = part.Start + part.B.size(0);
            var changed = y.narrow(1, part.Start, part.B.size(0)) + nn.functional.linear(nn.functional.linear(x, part.A), part.B) * part.Scale;
            y = cat([y.narrow(1, 0, part.Start), changed, y.narrow(1, end, y.size(1) - end)], 1);
        }

        return y;
    }
}
