using Clt.Engine.Data;
using Clt.Engine.Distributed;
using Clt.Engine.Parameters;
using static TorchSharp.torch;

namespace Clt.Engine.Training;

/// <summary>
/// How a run is spread over processes: each takes a share of every step's examples, the gradients are added up, each updates a slice of the
/// parameters (so holds a slice of the optimiser's state; ZeRO-1, Rajbhandari et al. 2020) and gets the others' slices. Alone, nothing of
/// it.
/// </summary>
internal sealed class Ranks(ProcessGroup? group) : IDisposable
{
    /// <summary>Elements of a bucket of gradients: 4 MB.</summary>
    private const long Bucket = 1 << 20;

    private GradientExchange? _exchange;
    private bool _overlaps;

    /// <summary>Whether this process writes files and the log.</summary>
    public bool IsFirst => Rank == 0;

    public int Rank => group?.Rank ?? 0;

    /// <summary>Whether there is more than this process.</summary>
    public bool AreSeveral => group is not null;

    /// <summary>Gives all ranks the first one's parameters, and prepares the exchange of gradients.</summary>
    public void Attach(FlatParameters parameters, MasterWeights weights)
    {
        if (group is null)
            return;
        group.Broadcast(weights.Values, 0);
        weights.Publish();
        // Gradients in bf16 become part of the sum in fp32 after the backward pass: only then can they go.
        _overlaps = weights.Mirror is null;
        _exchange = new GradientExchange(group, parameters, weights.Gradients, Bucket);
    }

    /// <summary>This process's examples: a run of them, so that all have about as many tokens.</summary>
    public IReadOnlyList<TrainingExample> Share(IReadOnlyList<TrainingExample> examples)
    {
        if (group is null)
            return examples;
        var all = examples.Sum(e => (long)e.TokenCount);
        var (before, mine) = (0L, new List<TrainingExample>());
        foreach (var example in examples)
        {
            // The rank in whose part of all tokens the example's middle lies.
            if ((before + (example.TokenCount / 2)) * group.Size / all == group.Rank)
                mine.Add(example);
            before += example.TokenCount;
        }

        return mine;
    }

    /// <summary>Says that the backward pass that follows is the step's last: gradients in fp32 go as they are made.</summary>
    public void LastBackward()
    {
        if (_overlaps)
            _exchange?.Arm();
    }

    /// <summary>Adds up the gradients.</summary>
    public void SumGradients() => _exchange?.Finish();

    /// <summary>Adds up a number.</summary>
    public double Sum(double value)
    {
        if (group is null)
            return value;
        Span<double> values = [value];
        group.Sum(values);
        return values[0];
    }

    /// <summary>Whether it holds on any process. All answer alike.</summary>
    public bool Any(bool value) => group is null ? value : Sum(value ? 1 : 0) > 0;

    /// <summary>The slice of the flat buffer that this process updates.</summary>
    public (long Start, long Length) Slice(long length) => Slices(length)[Rank];

    /// <summary>Gets the other processes' slices.</summary>
    public void Gather(Tensor flat) => group?.Gather(flat, Slices(flat.NumberOfElements));

    /// <summary>Does something on the first process; the others wait for it.</summary>
    /// <returns>On every process what the first says of it.</returns>
    /// <exception cref="TrainingException">On the others: it failed there. On the first its own exception is thrown.</exception>
    public string First(Func<string> action)
    {
        if (group is null)
            return action();
        const string Good = "+",
            Bad = "-";
        if (!IsFirst)
        {
            var said = group.Broadcast("", 0);
            return said.StartsWith(Good, StringComparison.Ordinal) ? said[1..] : throw new TrainingException($"On rank 0: {said[1..]}");
        }

        string done;
        try
        {
            done = action();
        }
        catch (Exception error)
        {
            group.Broadcast(Bad + error.Message, 0);
            throw;
        }

        group.Broadcast(Good + done, 0);
        return done;
    }

    public void Dispose() => _exchange?.Dispose();

    private (long Start, long Length)[] Slices(long length)
    {
        var size = group?.Size ?? 1;
        // Whole cache lines, so that no two slices share one.
        const long Line = 16;
        var each = (length + (size * Line) - 1) / (size * Line) * Line;
        return
        [
            .. Enumerable.Range(0, size).Select(r => Math.Min(length, r * each)).Select(start => (start, Math.Min(each, length - start))),
        ];
    }
}
