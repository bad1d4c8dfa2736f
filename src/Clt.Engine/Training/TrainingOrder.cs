using Clt.Engine.Data;

namespace Clt.Engine.Training;

/// <summary>Which examples each optimiser step of a job sees, and how many steps there are.</summary>
internal sealed class TrainingOrder
{
    private readonly IReadOnlyList<TrainingExample> _examples;
    private readonly IReadOnlyList<IReadOnlyList<int>> _rows;
    private readonly BatchPlan _plan;

    public TrainingOrder(TrainingJob job)
    {
        var settings = job.Settings;
        _examples = settings.WrapPacked ? Wrapped(job.Train, settings.PackedLength!.Value, settings.WrapByLanguage) : job.Train;
        _rows = settings is { PackedLength: { } length, WrapPacked: false }
            ? Pack(job.Train, length)
            : [.. Enumerable.Range(0, _examples.Count).Select(i => new[] { i })];
        var lengths = settings.GroupByLength ? _examples.Select(e => e.TokenCount).ToArray() : null;
        _plan = new BatchPlan(_rows.Count, settings.Batch, settings.Shuffle ? job.Seed : null, lengths);
        Steps = settings.Epochs is { } epochs ? checked(epochs * _plan.StepsPerEpoch) : settings.Steps ?? StepsFor(settings.Tokens!.Value);
    }

    /// <summary>No step has more tokens.</summary>
    public int MostTokens => (int)Math.Min(int.MaxValue, _examples.Sum(e => (long)e.TokenCount));

    /// <summary>Optimiser steps of the whole run.</summary>
    public int Steps { get; }

    /// <summary>The examples of a step, counted from 0 over all epochs.</summary>
    public IReadOnlyList<TrainingExample> Step(int step)
    {
        var examples = new List<TrainingExample>();
        foreach (var row in _plan.Step(step))
        {
            foreach (var index in _rows[row])
                examples.Add(_examples[index]);
        }

        return examples;
    }

    private static IReadOnlyList<IReadOnlyList<int>> Pack(IReadOnlyList<TrainingExample> examples, int length)
    {
        var longest = examples.Max(e => e.TokenCount);
        if (longest <= length)
            return SequencePacking.BestFitDecreasing([.. examples.Select(e => e.TokenCount)], length);
        throw new InputException(
            $"an example has {longest} tokens but packed rows have {length}",
            "training settings, packed length",
            "Raise it, or cut the examples."
        );
    }

    private static IReadOnlyList<TrainingExample> Wrapped(IReadOnlyList<TrainingExample> examples, int length, bool byLanguage)
    {
        var streams = byLanguage
            ? [.. examples.GroupBy(e => e.Language).Select(g => g.ToList())]
            : new List<List<TrainingExample>> { examples.ToList() };
        return [.. streams.SelectMany(stream => Wrapped(stream, length))];
    }

    private static IEnumerable<TrainingExample> Wrapped(List<TrainingExample> stream, int length)
    {
        if (stream.TrueForAll(e => e is TokenizedExample))
            return SequencePacking.Wrapped([.. stream.Cast<TokenizedExample>()], length);
        if (stream.TrueForAll(e => e is EncoderExample { Targets.Length: 0, Numbers: null, TokenTypes: null }))
            return SequencePacking.Wrapped([.. stream.Cast<EncoderExample>()], length);
        throw new InputException(
            "only plain sequences can be wrapped into rows",
            "training settings, wrapping",
            "Pack them without wrapping, or not at all."
        );
    }

    private int StepsFor(long tokens)
    {
        var (step, seen) = (0, 0L);
        while (seen < tokens)
            seen += Step(step++).Sum(e => e.TokenCount);
        return step;
    }
}
