using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Host.Bench;

/// <summary>A Llama block of TorchSharp's own modules and operators: padded rows, eager attention.</summary>
internal sealed class PeerBlock : nn.Module<Tensor, Tensor>
{
    private readonly DecoderConfig _shape;
    private readonly PeerNorm _norm1;
    private readonly PeerNorm _norm2;
    private readonly TorchSharp.Modules.Linear _query;
    private readonly TorchSharp.Modules.Linear _key;
    private readonly TorchSharp.Modules.Linear _value;
    private readonly TorchSharp.Modules.Linear _output;
    private readonly TorchSharp.Modules.Linear _gate;
    private readonly TorchSharp.Modules.Linear _up;
    private readonly TorchSharp.Modules.Linear _down;
    private readonly Tensor _cos;
    private readonly Tensor _sin;
    private readonly Tensor _mask;

    /// <param name="shape">The model's sizes.</param>
    /// <param name="cos">[longest, half a head].</param>
    /// <param name="sin">As cos.</param>
    /// <param name="mask">[longest, longest]: minus infinity above the diagonal.</param>
    public PeerBlock(DecoderConfig shape, Tensor cos, Tensor sin, Tensor mask)
        : base(nameof(PeerBlock))
    {
        (_shape, _cos, _sin, _mask) = (shape, cos, sin, mask);
        long width = shape.HiddenSize,
            inner = shape.IntermediateSize,
            queries = shape.Heads * (long)shape.HeadSize,
            keys = shape.KeyValueHeads * (long)shape.HeadSize;
        (_norm1, _norm2) = (new PeerNorm(width), new PeerNorm(width));
        (_query, _key, _value) = (Linear(width, queries), Linear(width, keys), Linear(width, keys));
        (_output, _gate, _up, _down) = (Linear(queries, width), Linear(width, inner), Linear(width, inner), Linear(inner, width));
        RegisterComponents();
    }

    /// <param name="x">[rows, length, width].</param>
    public override Tensor forward(Tensor x)
    {
        x = x + Attend(_norm1.call(x));
        var h = _norm2.call(x);
        return x + _down.call(nn.functional.silu(_gate.call(h)) * _up.call(h));
    }

    private Tensor Attend(Tensor x)
    {
        long length = x.size(1),
            group = _shape.Heads / _shape.KeyValueHeads;
        Tensor q = Rotated(Heads(_query.call(x)), length),
            k = Rotated(Heads(_key.call(x)), length),
            v = Heads(_value.call(x));
        (k, v) = (k.repeat_interleave(group, 1), v.repeat_interleave(group, 1));
        var scores = matmul(q, k.transpose(-1, -2)) * Math.Pow(_shape.HeadSize, -0.5) + _mask.narrow(0, 0, length).narrow(1, 0, length);
        return _output.call(matmul(scores.softmax(-1), v).transpose(1, 2).reshape(x.size(0), length, -1));
    }

    private Tensor Heads(Tensor x) => x.view(x.size(0), x.size(1), -1, _shape.HeadSize).transpose(1, 2);

    private Tensor Rotated(Tensor x, long length)
    {
        Tensor cos = _cos.narrow(0, 0, length),
            sin = _sin.narrow(0, 0, length);
        var halves = x.chunk(2, -1);
        return cat([halves[0] * cos - halves[1] * sin, halves[1] * cos + halves[0] * sin], -1);
    }

    private static TorchSharp.Modules.Linear Linear(long from, long to) => nn.Linear(from, to, hasBias: false);
}
