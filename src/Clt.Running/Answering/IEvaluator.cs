using Clt.Results.Store;

namespace Clt.Running.Answering;

/// <summary>A model that answers the test items of a task.</summary>
internal interface IEvaluator : IDisposable
{
    /// <summary>Number of its weights.</summary>
    long Parameters { get; }

    /// <summary>
    /// Whether an answer depends, if only in its last bits, on the items that are answered with it: then an interrupted evaluation goes on
    /// with the same groups.
    /// </summary>
    bool InGroups { get; }

    /// <summary>Answers some items of a language.</summary>
    /// <param name="items">All items of the language.</param>
    /// <param name="group">The places of those to answer.</param>
    /// <param name="made">Takes each answer with its place and the tokens that were read and written for it, in any order.</param>
    /// <param name="cancel">Ends it early.</param>
    void Answer(IReadOnlyList<Example> items, IReadOnlyList<int> group, Action<int, PredictionLine, int> made, CancellationToken cancel);
}
