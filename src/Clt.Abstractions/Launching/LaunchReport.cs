namespace Clt;

/// <summary>News of an item.</summary>
/// <param name="Item">Its name.</param>
/// <param name="State">What happened.</param>
/// <param name="Phase">What it is doing: <c>training</c>, <c>evaluating jpn_Jpan</c>.</param>
/// <param name="Fraction">How much of it is done, from 0 to 1.</param>
/// <param name="TokensPerSecond">Rate of the phase; 0 where it has none.</param>
/// <param name="Loss">Last training loss; NaN where there is none.</param>
/// <param name="Message">Why it failed or was tried again; or, with <see cref="LaunchState.Progress"/>, a line to be shown.</param>
/// <param name="StopAll">The failure concerns every item (a full disk): start nothing more.</param>
public sealed record LaunchReport(
    string Item,
    LaunchState State,
    string Phase = "",
    double Fraction = 0,
    double TokensPerSecond = 0,
    double Loss = double.NaN,
    string Message = "",
    bool StopAll = false
);

/// <summary>What a report says of an item.</summary>
public enum LaunchState
{
    Started,
    Progress,
    Done,

    /// <summary>It failed for good; the message says why.</summary>
    Failed,

    /// <summary>Its worker died; it starts again from its last checkpoint.</summary>
    Retried,
}
