namespace Clt.Running.Launching;

/// <summary>What a cell may take of a worker: <c>--cell-timeout</c> and <c>--cell-memory</c>.</summary>
/// <param name="Time">The longest time of one cell; null for any.</param>
/// <param name="Memory">The most resident memory of the worker, in bytes; null for any.</param>
public sealed record WorkerLimits(TimeSpan? Time, long? Memory)
{
    /// <summary>No limit.</summary>
    public static WorkerLimits None { get; } = new(null, null);
}
