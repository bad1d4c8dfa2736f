namespace Clt.Studies;

/// <summary>A learning rate over the steps of a run.</summary>
/// <param name="Schedule">Its form.</param>
/// <param name="Peak">The highest rate.</param>
/// <param name="Warmup">Steps of linear rise from zero to the peak.</param>
/// <param name="Final">The last rate as a fraction of the peak, in [0, 1].</param>
public sealed record LearningRate(Schedule Schedule, double Peak, int Warmup, double Final);
