namespace Clt;

/// <summary>A command that starts a worker: it reads items as JSON lines and reports as JSON lines, or does the one of <see cref="LaunchItem.Arguments"/>.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record WorkerCommand(string File, IReadOnlyList<string> Arguments);
