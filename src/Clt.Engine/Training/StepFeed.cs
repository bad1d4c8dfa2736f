using Clt.Engine.Objectives;

namespace Clt.Engine.Training;

/// <summary>Prepares the next step's examples on another thread while a step runs.</summary>
internal sealed class StepFeed(TrainingOrder order, IObjective objective, Seed seed)
{
    private (int Step, Task<PreparedStep> Task)? _next;

    /// <summary>The examples of a step, counted from 0; those of the next one are begun.</summary>
    public PreparedStep Take(int step)
    {
        var ready = _next is { } next && next.Step == step ? next.Task : Task.Run(() => Prepare(step));
        var prepared = ready.GetAwaiter().GetResult();
        if (step + 1 < order.Steps)
            _next = (step + 1, Task.Run(() => Prepare(step + 1)));
        return prepared;
    }

    /// <summary>Waits for what was begun: it may use the objective.</summary>
    public void Finish()
    {
        // A fault of a step that is never taken is nobody's.
        if (_next is { } next)
            ((IAsyncResult)next.Task).AsyncWaitHandle.WaitOne();
    }

    private PreparedStep Prepare(int step)
    {
        var drawn = order.Step(step);
        return PreparedStep.Of(drawn, objective.Prepare(drawn, seed.Stream("data").Stream($"noise {step}")));
    }
}
