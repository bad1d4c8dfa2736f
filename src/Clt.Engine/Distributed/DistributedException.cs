namespace Clt.Engine.Distributed;

/// <summary>Processes that train together lost each other: one ended, hangs, or cannot be reached.</summary>
public sealed class DistributedException(string message, Exception? inner = null) : Exception(message, inner);
