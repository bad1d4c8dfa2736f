using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

/// <summary>How each family of recorded operations is called.</summary>
internal static class KernelFamilies
{
    internal static void Check(KernelCase c)
    {
        var op = c.Name.Split('.')[0];
        if (op.StartsWith("rmsnorm", StringComparison.Ordinal))
            c.Check(["x", "weight"], ["y"], ["dy"], t => [Ops.RmsNorm(t[0], t[1], c.Number("eps"), op == "rmsnorm_gemma" ? 1 : 0)]);
        else if (op == "layernorm")
            c.Check(["x", "weight", "bias"], ["y"], ["dy"], t => [Ops.LayerNorm(t[0], t[1], t[2], c.Number("eps"))]);
        else if (op == "layernorm_cohere")
            c.Check(["x", "weight"], ["y"], ["dy"], t => [Ops.LayerNorm(t[0], t[1], null, c.Number("eps"))]);
        else if (op.StartsWith("act_", StringComparison.Ordinal))
            c.Check(["x"], ["y"], ["dy"], t => [Ops.GatedActivation(cat([t[0], ones_like(t[0])]).unsqueeze(0), Kind(op)).squeeze(0)]);
        else if (op.EndsWith("_elementwise", StringComparison.Ordinal))
            c.Check(["a", "b"], ["y"], ["dy"], t => [Ops.GatedActivation(cat([t[0], t[1]], 1), Kind(op))]);
        else if (op is "swiglu" or "geglu_tanh")
            c.Check(["x", "gate", "up", "down"], ["y"], ["dy"], t => [FeedForward(t, Kind(op))]);
        else if (op.StartsWith("rotary", StringComparison.Ordinal))
            Rotary(c, op == "rotary_interleaved");
        else if (op.StartsWith("alibi_slopes", StringComparison.Ordinal))
            c.Near(PositionBias.AlibiSlopes((int)c.Number("heads")), c["slopes"], "slopes");
        else if (op.StartsWith("t5_buckets", StringComparison.Ordinal))
            Buckets(c);
        else if (op.StartsWith("attn_", StringComparison.Ordinal))
            AttentionFamily.Check(c, op);
        else
            Loss(c, op);
    }

    private static Activation Kind(string op) =>
        op switch
        {
            "act_silu" or "swiglu" or "swiglu_elementwise" => Activation.SiLU,
            "act_gelu_erf" => Activation.Gelu,
            "act_relu" => Activation.Relu,
            "act_gelu_pytorch_tanh" or "act_gelu_new" or "act_gelu_bloom" or "geglu_tanh" or "geglu_tanh_elementwise" =>
                Activation.GeluTanh,
            _ => throw new InvalidOperationException($"no activation is known for {op}"),
        };

    private static Tensor FeedForward(Tensor[] t, Activation kind)
    {
        var gateUp = nn.functional.linear(t[0].view(-1, t[0].size(-1)), cat([t[1], t[2]], 0));
        return nn.functional.linear(Ops.GatedActivation(gateUp, kind), t[3]).view(t[0].shape);
    }

    private static void Rotary(KernelCase c, bool interleaved)
    {
        // One table row a token; each angle is recorded twice, beside itself or half a head away.
        var half = c["inv_freq"].size(0);
        Tensor Table(string name) =>
            interleaved ? c[name].view(-1, half, 2).select(2, 0).contiguous() : c[name].view(-1, 2 * half).narrow(1, 0, half).contiguous();
        Tensor cos = Table("cos"),
            sin = Table("sin"),
            rows = arange(cos.size(0), dtype: ScalarType.Int64);
        Tensor Tokens(Tensor x) => x.transpose(1, 2).reshape(-1, x.size(1), x.size(3));
        Tensor Back(Tensor y, Tensor x) => y.view(x.size(0), x.size(2), x.size(1), x.size(3)).transpose(1, 2);
        c.Check(
            ["q", "k"],
            ["out_q", "out_k"],
            ["dout_q", "dout_k"],
            t =>
            {
                var (q, k) = Ops.Rotary(Tokens(t[0]), Tokens(t[1]), cos, sin, rows, interleaved);
                return [Back(q, t[0]), Back(k, t[1])];
            }
        );
    }

    private static void Buckets(KernelCase c)
    {
        var places = c["relative_position"].data<long>().ToArray();
        long[] buckets =
        [
            .. places.Select(p =>
                (long)PositionBias.Bucket(p, c.Flag("bidirectional"), (int)c.Number("num_buckets"), (int)c.Number("max_distance"))
            ),
        ];
        buckets.ShouldBe(c["bucket"].data<long>().ToArray());
    }

    private static void Loss(KernelCase c, string op)
    {
        var labels = c["labels"];
        var count = op == "ce_sum" ? 1 : labels.ne(-100).sum().item<long>();
        var options = new LossOptions
        {
            LabelSmoothing = c.Number("label_smoothing", 0),
            SoftCap = c.Number("softcap", 0),
            LogitScale = c.Number("logit_scale", 1),
            ZLoss = c.Number("coef", 0),
        };
        Tensor[] Mean(Tensor hidden, Tensor weight, Tensor? bias = null)
        {
            var loss = Ops.LinearCrossEntropy(hidden, weight, labels, options, bias);
            if (op == "z_loss")
                loss = loss - Ops.LinearCrossEntropy(hidden, weight, labels, options with { ZLoss = 0 }, bias);
            return [loss / count];
        }
        if (op.StartsWith("linear_ce", StringComparison.Ordinal))
            c.Check(
                c.Has("bias") ? ["hidden", "weight", "bias"] : ["hidden", "weight"],
                ["loss"],
                [],
                t => Mean(t[0], t[1], t.Length > 2 ? t[2] : null)
            );
        else
            // Recorded on logits: the identity projects a hidden state to itself.
            c.Check(["x"], ["loss"], [], t => Mean(t[0], eye(t[0].size(1)).to_type(t[0].dtype)));
    }
}
