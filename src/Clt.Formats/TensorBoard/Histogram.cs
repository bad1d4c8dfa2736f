namespace Clt.Formats.TensorBoard;

/// <summary>Counts of values between limits.</summary>
/// <param name="Limits">Upper ends of the buckets, ascending.</param>
/// <param name="Counts">Values in each bucket.</param>
public sealed record Histogram(
    double Min, double Max, double Count, double Sum, double SumOfSquares, IReadOnlyList<double> Limits, IReadOnlyList<double> Counts);
