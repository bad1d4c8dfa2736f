using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>
/// Linear cross-entropy on the CPU. Its products are in fp32 for bf16 tensors too: they are the faster ones on most CPUs, and which they
/// are must not be measured where bits have to be the same in every run.
/// </summary>
internal sealed unsafe class FusedCrossEntropy(Tensor targets, LossOptions options, Tensor? place)
    : LinearCrossEntropy(targets, options, place)
{
    /// <summary>About 2 MiB: enough for the product to run at full rate, little enough to stay in the cache.</summary>
    private const long CacheLogits = 1L << 19;

    /// <summary>Floating-point operations of a logit.</summary>
    private const long Work = 32;

    protected override (ScalarType Type, long Logits) Products(Tensor hidden, Tensor weight) => (ScalarType.Float32, CacheLogits);

    protected override Tensor Losses(Tensor logits, long[] targets, LossOptions options, bool isWanted)
    {
        var losses = new float[targets.Length];
        var row = new CrossEntropyRow(options, isWanted);
        var (first, vocabulary) = ((nint)TensorMemory.Pointer<float>(logits), logits.size(1));
        ParallelLoop.For(
            targets.Length,
            logits.NumberOfElements * Work,
            i => losses[i] = row.Run((float*)first + i * vocabulary, vocabulary, targets[i])
        );
        TensorMemory.KeepAlive(logits);
        return tensor(losses);
    }

    protected override Tensor Sum(Tensor rows)
    {
        var sum = 0.0;
        foreach (var loss in rows.data<float>())
            sum += loss;
        return tensor((float)sum);
    }
}
