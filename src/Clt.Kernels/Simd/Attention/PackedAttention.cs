using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>Packed attention as an autograd function of queries, keys, values and a relative bias.</summary>
internal sealed class PackedAttention : AutogradFunction
{
    private readonly AttentionInputs _inputs;

    private PackedAttention(AttentionInputs inputs) => _inputs = inputs.Keep();

    /// <summary>As <see cref="Ops.PackedAttention(Tensor, Tensor, Tensor, Tensor, Tensor, AttentionOptions)"/>.</summary>
    internal static Tensor Of(Tensor q, Tensor k, Tensor v, Tensor cuSeqlens, Tensor cuSeqlensKeys, AttentionOptions options)
    {
        using var scope = NewDisposeScope();
        var bias = options.RelativeBias?.to_type(ScalarType.Float32).contiguous();
        var inputs = new AttentionInputs(cuSeqlens, cuSeqlensKeys, options);
        AttentionChecks.Heads(q, k, v);
        AttentionChecks.Fit(inputs, q.size(0), k.size(0), q.size(1), q.size(2), bias);
        var x = new Projections(q, k, v).Dense();
        return new PackedAttention(inputs).Apply(x.Q, x.K, x.V, bias)[0].MoveToOuterDisposeScope();
    }

    protected override Tensor[] Forward(Tensor?[] inputs)
    {
        var x = new Projections(inputs[0]!, inputs[1]!, inputs[2]!);
        var output = AttentionPasses.Rows(x.Q, x.Q.shape, _inputs.QueryStarts);
        using var logSums = AttentionPasses.Forward(_inputs, x, inputs[3], output);
        Save(x.Q, x.K, x.V, inputs[3], output, logSums);
        return [output];
    }

    protected override Tensor?[] Backward(Tensor?[] saved, Tensor?[] gradients)
    {
        if (gradients[0] is not { } gradient)
            return [null, null, null, null];
        var x = new Projections(saved[0]!, saved[1]!, saved[2]!);
        var dx = new Projections(Like(x.Q, _inputs.QueryStarts), Like(x.K, _inputs.KeyStarts), Like(x.V, _inputs.KeyStarts));
        var bias = AttentionPasses.Backward(_inputs, x, saved[3], saved[4]!, saved[5]!, gradient, dx);
        return [dx.Q, dx.K, dx.V, bias];
    }

    protected override void Released() => _inputs.Dispose();

    private static Tensor Like(Tensor x, Tensor starts) => AttentionPasses.Rows(x, x.shape, starts);
}
