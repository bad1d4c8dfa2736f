using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Distributed;

/// <summary>
/// Adds up a flat gradient over all processes in buckets. A bucket is sent as soon as the backward pass has made its last gradient, while
/// the pass goes on with earlier layers.
/// </summary>
/// <remarks>As in PyTorch's DistributedDataParallel (Li et al. 2020), but buckets are ranges of the flat gradient, so nothing is copied.</remarks>
internal sealed class GradientExchange : IDisposable
{
    private readonly ProcessGroup _group;

    /// <param name="group">The processes.</param>
    /// <param name="gradient">[P], contiguous: all gradients.</param>
    /// <param name="parameters">Leaves whose gradients are views into it, with their places there, in no particular order.</param>
    /// <param name="tail">Where the parts of all layers begin (norms, biases): complete with the first layer only, so sent last.</param>
    /// <param name="bucketLength">Elements that a bucket has at least.</param>
    public GradientExchange(
        ProcessGroup group, Tensor gradient, IReadOnlyList<(Tensor Leaf, long Start)> parameters, long tail, long bucketLength)
    {
        _group = group;
        var (starts, lengths, leaves, owners) = (new List<long>(), new List<long>(), new List<nint>(), new List<long>());
        Divide(0, tail);
        Divide(tail, gradient.NumberOfElements);
        Buckets = starts.Count;

        // Backward passes go from the last layer to the first, so the end of a part is ready first.
        void Divide(long begin, long end)
        {
            var inside = parameters.Where(p => p.Start >= begin && p.Start < end).OrderByDescending(p => p.Start).ToList();
            for (var i = 0; i < inside.Count; i++)
            {
                leaves.Add(inside[i].Leaf.Handle);
                owners.Add(starts.Count);
                var start = i == inside.Count - 1 ? begin : inside[i].Start;
                if (start > begin && end - start < bucketLength) continue;
                starts.Add(start);
                lengths.Add(end - start);
                end = start;
            }
        }
    }

    public int Buckets { get; }

    /// <summary>Says that the backward pass that follows is the step's last.</summary>
    public void Arm()
    {
        throw _group.Lost("");
    }

    /// <summary>Sends what is left and waits for all sums.</summary>
    /// <returns>How many buckets went while the backward pass was running.</returns>
    /// <exception cref="DistributedException">A process ended or hangs.</exception>
    public long Finish()
    {
        throw _group.Lost("");
    }

    public void Dispose()
    {
        
    }
}
