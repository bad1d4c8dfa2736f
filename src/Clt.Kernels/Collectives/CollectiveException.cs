namespace Clt.Kernels.Collectives;

/// <summary>A collective cannot end: a rank has left or hangs, or ranks do not do the same.</summary>
public sealed class CollectiveException(string message, Exception? inner = null) : Exception(message, inner);
