using Clt.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

public class TrainingKernelTests
{
    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    public void Embedding_gradients_add_up_by_id(ScalarType type)
    {
        manual_seed(3);
        using var scope = NewDisposeScope();
        var ids = randint(0, 17, [4, 60], dtype: ScalarType.Int64);
        Compare.WithReference(t => [Ops.Embedding(t[0], ids)], t => [Reference.Embedding(t[0], ids)], Compare.Random(type, 40, 24));
    }
}
