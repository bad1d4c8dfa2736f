namespace Clt.Host;

/// <summary>What the process says to its caller.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>A run, test or comparison failed.</summary>
    public const int Failed = 1;

    /// <summary>The input is wrong; every problem found was listed.</summary>
    public const int InputWrong = 2;

    /// <summary>Interrupted; running the same command again goes on from the last checkpoint.</summary>
    public const int Interrupted = 3;
}
