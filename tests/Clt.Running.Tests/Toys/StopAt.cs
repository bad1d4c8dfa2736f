using Clt.Running.Runner;

namespace Clt.Running.Tests.Toys;

/// <summary>Stops a run when a phase of a cell is reported.</summary>
internal sealed class StopAt(string phase, CancellationTokenSource stop) : IProgress<StudyProgress>
{
    public void Report(StudyProgress value)
    {
        if (value.Running.Any(r => r.Report.Phase == phase))
            stop.Cancel();
    }
}
