namespace Clt.Running.Pace;

/// <summary>The parts of a cell's work, each with a pace of its own.</summary>
/// <param name="Train">Training, with the losses and figures that are measured on the way.</param>
/// <param name="Evaluate">Answers to test items, or states and what is fitted on them.</param>
/// <param name="Rest">Loading models, reading data, writing files.</param>
internal readonly record struct CellWork(Work Train, Work Evaluate, Work Rest)
{
    /// <summary>Items that are answered, or places that are measured, in <see cref="Evaluate"/>.</summary>
    public double Items { get; init; }

    /// <summary>The seconds of each part, on one core.</summary>
    public (double Train, double Evaluate, double Other) Seconds(MeasuredPace pace) =>
        (pace.Seconds(Train), pace.Seconds(Evaluate), pace.Seconds(Rest));
}
