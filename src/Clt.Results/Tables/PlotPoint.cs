namespace Clt.Results.Tables;

/// <summary>A point of a line.</summary>
/// <param name="Tick">Index of the tick it stands over.</param>
/// <param name="Value">Its height.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end.</param>
public sealed record PlotPoint(int Tick, double Value, double Low, double High);
