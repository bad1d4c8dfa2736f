namespace Clt.Engine.Objectives;

/// <summary>The range of label smoothing, wherever an objective has it.</summary>
internal static class Smoothing
{
    /// <exception cref="InputException">It is not in [0, 1).</exception>
    public static double Checked(double share) =>
        share is >= 0 and < 1
            ? share
            : throw new InputException($"the label smoothing is {share}", "training settings", "Give a number in [0, 1).");
}
