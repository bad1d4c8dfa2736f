namespace Clt;

/// <summary>A piece of work.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Needs">Names of the items that must be done before it.</param>
/// <param name="Cost">Estimated seconds; the longest starts first, so that the workers end together.</param>
/// <param name="Threads">Threads to compute with.</param>
public sealed record LaunchItem(string Id, IReadOnlyList<string> Needs, double Cost, int Threads = 1);
