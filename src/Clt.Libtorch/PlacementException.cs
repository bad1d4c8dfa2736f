namespace Clt.Libtorch;

/// <summary>libtorch cannot be placed: the message says why and what to do.</summary>
public sealed class PlacementException(string message) : Exception(message);
