namespace Clt.Host.Testing;

/// <summary>A failed test.</summary>
internal sealed record TestFailure(string Test, string Message);
