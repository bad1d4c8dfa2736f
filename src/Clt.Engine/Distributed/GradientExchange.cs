using Clt.Engine.Parameters;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Distributed;

/// <summary>
/// Adds up a flat gradient over all processes in buckets. A bucket is sent as soon as the backward pass has left the last block that it
/// holds gradients of, while the pass goes on with earlier blocks.
/// </summary>
/// <remarks>
/// As in PyTorch's DistributedDataParallel (Li et al. 2020), but buckets are ranges of the flat gradient, so nothing is copied.
/// </remarks>
internal sealed class GradientExchange : IDisposable
{
    private readonly ProcessGroup _group;
    private readonly FlatParameters _parameters;
    private readonly Tensor _gradient;
    private readonly List<GradientBucket> _buckets;
    private readonly List<PendingCollective> _sums = [];
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private bool _armed;

    /// <param name="group">The processes.</param>
    /// <param name="parameters">What is trained.</param>
    /// <param name="gradient">[P], contiguous: all gradients, each at its parameter's offset.</param>
    /// <param name="bucketLength">Elements that a bucket has at least.</param>
    public GradientExchange(ProcessGroup group, FlatParameters parameters, Tensor gradient, long bucketLength)
    {
        (_group, _parameters, _gradient) = (group, parameters, gradient);
        _buckets = GradientBucket.Of(parameters, gradient.NumberOfElements, bucketLength);
        parameters.Marks.Left = Leave;
    }

    public int Buckets => _buckets.Count;

    /// <summary>Says that the backward pass that follows is the step's last.</summary>
    public void Arm() => _armed = true;

    /// <summary>Sends what is left and waits for all sums.</summary>
    /// <returns>How many buckets went while the backward pass was running.</returns>
    /// <exception cref="DistributedException">A process ended or hangs.</exception>
    /// <exception cref="InvalidOperationException">A gradient came after its bucket had gone.</exception>
    public long Finish()
    {
        var early = _sums.Count;
        for (var i = 0; i < early; i++)
            _buckets[i].TakeBack(_parameters);
        while (_sums.Count < _buckets.Count)
            Send();
        _sums.ForEach(s => s.Wait());
        _sums.Clear();

        // A process without examples in the next step will not arm.
        _armed = false;
        _left.Clear();
        _parameters.Marks.Forget();
        return early;
    }

    public void Dispose() => _parameters.Marks.Left = null;

    private void Leave(string block)
    {
        if (!_armed)
            return;
        _left.Add(block);

        // In the order of the list, whatever order blocks are left in: processes must agree on the order of their sums.
        while (_sums.Count < _buckets.Count && _buckets[_sums.Count].IsComplete(_left))
        {
            _buckets[_sums.Count].GiveAway(_parameters);
            Send();
        }
    }

    private void Send()
    {
        var bucket = _buckets[_sums.Count];
        _sums.Add(_group.StartSum(_gradient, bucket.Start, bucket.Length));
    }
}
