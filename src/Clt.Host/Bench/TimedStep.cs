using Clt.Engine.Training;

namespace Clt.Host.Bench;

/// <summary>A step of a training run.</summary>
/// <param name="Row">Its figures.</param>
/// <param name="Seconds">From the report of the step before, or from the start.</param>
internal readonly record struct TimedStep(StepRow Row, double Seconds);
