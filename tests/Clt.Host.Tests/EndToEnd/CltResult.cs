namespace Clt.Host.Tests.EndToEnd;

/// <summary>What a run of the command gave.</summary>
public sealed record CltResult(int ExitCode, string Output, string Error, TimeSpan Time)
{
    /// <summary>Everything it wrote, for assertions' messages.</summary>
    public override string ToString() => $"exit {ExitCode} after {Time.TotalSeconds:0.0} s\n{Output}\n{Error}";
}
