namespace Clt;

/// <summary>Extension point: where work is placed: this process, child processes, a cluster's job array.</summary>
public interface ILauncher
{
    /// <summary>Short name, such as <c>local</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Runs every item after those it needs, and reports on each. An item whose need failed is reported as failed.
    /// Returns when nothing is left to do; items are idempotent and resume, so one may be run again.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; running items were told to stop and have.</exception>
    void Launch(LaunchJob job, CancellationToken cancel);
}
