namespace Clt;

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
