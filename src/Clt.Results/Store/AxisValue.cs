namespace Clt.Results.Store;

/// <summary>The value of an axis for a cell, as text.</summary>
public sealed record AxisValue(string Axis, string Label);
