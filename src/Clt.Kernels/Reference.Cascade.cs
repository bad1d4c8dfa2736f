using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

public static partial class Reference
{
    /// <summary>Each run by itself, merged by the running maximum and sum of the softmax.</summary>
    public static Tensor CascadeAttention(Tensor q, Tensor keys, Tensor values, Tensor positions, Tensor runs, AttentionOptions options)
    {
        using var scope = NewDisposeScope();
        long count = q.size(0),
            heads = q.size(1),
            group = heads / keys.size(1);
        Tensor tops = full([heads, count, 1], -1e30f, device: q.device),
            total = zeros(heads, count, 1, device: q.device);
        var sums = zeros(heads, count, q.size(2), device: q.device);
        var numbers = Whole(runs.flatten());
        for (var r = 0; r + 5 <= numbers.Length; r += 5)
        {
            var (first, queries, row, length, position) = (numbers[r], numbers[r + 1], numbers[r + 2], numbers[r + 3], numbers[r + 4]);
            if (queries == 0 || length == 0)
                continue;
            var distance =
                arange(position, position + length, device: q.device).unsqueeze(0) - positions.narrow(0, first, queries).unsqueeze(1);
            var scores =
                matmul(Heads(q.narrow(0, first, queries), 1), Heads(keys.narrow(0, row, length), group).transpose(1, 2))
                * options.ScaleFor(q.size(2));
            scores = Biased(scores, distance, options);
            if (Hidden(distance, options) is { } hidden)
                scores = scores.masked_fill(hidden, -1e30f);
            Tensor top = tops.narrow(1, first, queries),
                sum = total.narrow(1, first, queries),
                output = sums.narrow(1, first, queries);
            var newTop = maximum(top, scores.amax([-1L], true));
            // A weight of a masked key is exp(-1e30 - top) = 0, but 1 where the query has seen no key at all so far.
            var weights = (scores - newTop).exp() * scores.gt(-1e29).to_type(ScalarType.Float32);
            var shrink = (top - newTop).exp();
            sum.copy_(sum * shrink + weights.sum(-1L, true));
            output.copy_(output * shrink + matmul(weights, Heads(values.narrow(0, row, length), group)));
            top.copy_(newTop);
        }

        var result = sums / total.clamp_min(1e-30f);
        return result.transpose(0, 1).contiguous().to_type(q.dtype).MoveToOuterDisposeScope();
    }
}
