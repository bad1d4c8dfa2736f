using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Collectives.Nccl;

/// <summary>A collective on NCCL's stream, and the event behind it.</summary>
/// <param name="group">Whose.</param>
/// <param name="done">The event; freed by waiting.</param>
/// <param name="sent">What is exchanged on the GPU; freed by waiting.</param>
/// <param name="result">Where it goes then, where the caller's tensor is elsewhere; freed by waiting.</param>
internal sealed class NcclWork(NcclCollective group, nint done, Tensor sent, Tensor? result) : ICollectiveWork
{
    private bool _waited;

    public void Wait()
    {
        if (_waited)
            return;
        for (var clock = Stopwatch.StartNew(); !group.Has(done); Thread.Yield())
        {
            if (clock.Elapsed > group.Timeout)
                throw group.GiveUp($"timed out after {group.Timeout.TotalSeconds:0.#} s");
        }

        _waited = true;
        using var noGrad = no_grad();
        result?.copy_(sent);
        result?.Dispose();
        sent.Dispose();
    }
}
