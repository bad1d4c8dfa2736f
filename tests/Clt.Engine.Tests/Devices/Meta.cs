using Clt.Engine.Data;
using Clt.Engine.Objectives;
using Clt.Engine.Optimizers;
using Clt.Engine.Training;
using Clt.Engine.Training.Schedules;
using static TorchSharp.torch;

namespace Clt.Engine.Tests.Devices;

/// <summary>Work on libtorch's <c>meta</c> device: shapes without numbers, on which a tensor that was left on the host is found.</summary>
internal static class Meta
{
    /// <summary>Does the work, and fails where a tensor lay elsewhere.</summary>
    public static void Run(Action work)
    {
        MetaKernels.Register();
        using var scope = NewDisposeScope();
        try
        {
            work();
        }
        finally
        {
            MetaKernels.TakeFaults().ShouldBeEmpty();
        }
    }

    /// <summary>
    /// One optimiser step as the trainer makes it, forward, backward and update, then a measurement of the same examples.
    /// </summary>
    public static void Train(
        IObjective objective,
        IReadOnlyList<TrainingExample> examples,
        OptimizerSettings? optimizer = null,
        int recompute = 0
    ) =>
        Run(() =>
        {
            var settings = new TrainingSettings
            {
                Steps = 1,
                Schedule = new ConstantSchedule(1e-3),
                Optimizer = optimizer ?? new AdamWSettings(),
                WeightDecay = 0.1,
                AverageDecay = 0.9,
            };
            using var ranks = new Ranks(null);
            objective.Model.RecomputeEvery(recompute);
            using var state = new TrainedState(objective.Model.Trained, settings, ranks);
            var step = new TrainingStep(objective, state, settings.MicroBatchTokens, new Seed(1), ranks);
            var prepared = objective.Prepare(examples, new Seed(2));
            step.Accumulate(prepared, 0);
            state.Gradients.device_type.ShouldBe(TorchSharp.DeviceType.META);
            state.Step(1e-3, prepared.Sum(e => (long)e.TargetCount));
            step.Validate(examples);
        });
}
