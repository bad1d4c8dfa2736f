namespace Clt.Scripting.Diagnostics;

/// <summary>A name that the compiler does not know, and the names that could stand in its place.</summary>
internal sealed record MisspeltName(string Name, IReadOnlyCollection<string> Known);
