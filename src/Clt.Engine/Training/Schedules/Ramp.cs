namespace Clt.Engine.Training.Schedules;

/// <summary>The shape of a way down from 1 to 0 (and, reversed, of a way up).</summary>
public enum Ramp
{
    Linear,
    Cosine,

    /// <summary>1 − √progress: a fast start and a slow end.</summary>
    OneMinusSquareRoot,
}
