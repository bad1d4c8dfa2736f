using Clt.Kernels.Libtorch;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>Rotary positions and packed attention as an autograd function of one fused projection, whose gradient is one tensor.</summary>
internal sealed class QkvAttention : AutogradFunction
{
    private readonly AttentionInputs _inputs;
    private readonly long _heads;
    private readonly long _kvHeads;

    private QkvAttention(AttentionInputs inputs, long heads, long kvHeads) => (_inputs, _heads, _kvHeads) = (inputs.Keep(), heads, kvHeads);

    /// <summary>As <see cref="Ops.QkvAttention"/>.</summary>
    internal static Tensor Of(
        Tensor qkv,
        long heads,
        long kvHeads,
        RotaryTable? rotary,
        Tensor? positions,
        Tensor cuSeqlens,
        AttentionOptions options
    )
    {
        if (heads < 1 || kvHeads < 1 || qkv.dim() != 2 || qkv.size(1) % (heads + 2 * kvHeads) != 0)
            throw new ArgumentException($"qkv {AttentionChecks.Of(qkv)} is not [tokens, ({heads} + 2 · {kvHeads}) · width]");
        using var scope = NewDisposeScope();
        var inputs = new AttentionInputs(cuSeqlens, cuSeqlens, options, rotary, positions);
        var width = qkv.size(1) / (heads + 2 * kvHeads);
        AttentionChecks.Heads(heads, kvHeads, width);
        AttentionChecks.Fit(inputs, qkv.size(0), qkv.size(0), heads, width, null);
        return new QkvAttention(inputs, heads, kvHeads).Apply(qkv.contiguous())[0].MoveToOuterDisposeScope();
    }

    protected override Tensor[] Forward(Tensor?[] inputs)
    {
        using var scope = NewDisposeScope();
        var qkv = inputs[0]!;
        var x = Split(qkv);
        var output = AttentionPasses.Rows(qkv, [qkv.size(0), _heads * x.Q.size(2)], _inputs.QueryStarts);
        var logSums = AttentionPasses.Forward(_inputs, x, null, output.view(x.Q.shape));
        Save(qkv, output, logSums);
        return [output.MoveToOuterDisposeScope()];
    }

    protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients)
    {
        if (gradients[0] is not { } gradient)
            return [null];
        var qkv = saved[0]!;
        var result = AttentionPasses.Rows(qkv, qkv.shape, _inputs.QueryStarts);
        var x = Split(qkv);
        var shape = x.Q.shape;
        AttentionPasses.Backward(_inputs, x, null, saved[1]!.view(shape), saved[2]!, gradient.reshape(shape), Split(result));
        return [result];
    }

    protected override void Released() => _inputs.Dispose();

    /// <summary>Views of queries, keys and values in [N, (heads + 2 kvHeads) · width].</summary>
    private Projections Split(Tensor qkv)
    {
        var all = qkv.view(qkv.size(0), _heads + 2 * _kvHeads, qkv.size(1) / (_heads + 2 * _kvHeads));
        return new(all.narrow(1, 0, _heads), all.narrow(1, _heads, _kvHeads), all.narrow(1, _heads + _kvHeads, _kvHeads));
    }
}

/// <summary>Queries [N, heads, width] with keys and values [keys, key heads, width], or the gradients of them.</summary>
internal readonly record struct Projections(Tensor Q, Tensor K, Tensor V)
{
    /// <summary>The last dimensions made dense; views keep their other strides.</summary>
    internal Projections Dense() => new(Dense(Q), Dense(K), Dense(V));

    /// <summary>Valid while the tensors are.</summary>
    internal ProjectionRows<T> Rows<T>()
        where T : unmanaged, IElement<T> => new(new(Q), new(K), new(V));

    internal static Tensor Dense(Tensor tensor) => tensor.stride((int)tensor.dim() - 1) == 1 ? tensor : tensor.contiguous();
}

/// <summary>The memory of <see cref="Projections"/>.</summary>
internal readonly struct ProjectionRows<T>(HeadRows<T> q, HeadRows<T> k, HeadRows<T> v)
    where T : unmanaged, IElement<T>
{
    internal readonly HeadRows<T> Q = q,
        K = k,
        V = v;
}
