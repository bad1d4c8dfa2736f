namespace Clt.Serving.Runs;

/// <summary>How far a cell has come, as the page shows it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">What it makes, in a word: <c>finetune</c>, <c>reference</c>, <c>base</c>, …</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Title">Its point of the grid in words; empty where it is none.</param>
/// <param name="Axes">The same by axis.</param>
/// <param name="State"><c>planned</c>, <c>begun</c>, <c>running</c>, <c>failed</c> or <c>done</c>.</param>
internal sealed record CellState(string Id, string Kind, long Seed, string Title, IReadOnlyDictionary<string, string> Axes, string State)
{
    /// <summary>Whether the study as it was last run does not have it.</summary>
    public bool Left { get; init; }

    /// <summary>The cell whose log has its training; empty where it has none, or it is not known yet.</summary>
    public string Training { get; init; } = "";

    /// <summary>Bytes of that log: when they change there is more to draw.</summary>
    public long Log { get; init; }

    /// <summary>What it does now; empty where it does not run.</summary>
    public string Phase { get; init; } = "";

    /// <summary>How much of it is done, from 0 to 1.</summary>
    public double Fraction { get; init; }

    public double TokensPerSecond { get; init; }

    /// <summary>The last step's loss; null where it does not train.</summary>
    public double? Loss { get; init; }

    /// <summary>Estimated seconds left.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>Why it failed, in a line.</summary>
    public string Failure { get; init; } = "";

    /// <summary>The headline metric; empty until it is measured.</summary>
    public string Metric { get; init; } = "";

    /// <summary>Mean of the headline metric over languages, by group; empty until it is measured.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();
}
