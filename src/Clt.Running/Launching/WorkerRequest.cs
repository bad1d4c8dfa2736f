namespace Clt.Running.Launching;

/// <summary>A line to a worker: run a cell. The end of its input means that it is to stop.</summary>
/// <param name="Cell">The cell's name.</param>
/// <param name="Threads">Threads to compute with.</param>
public sealed record WorkerRequest(string Cell, int Threads);
