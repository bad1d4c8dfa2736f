namespace Clt.Results.Comparison;

/// <summary>How two runs are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Metrics by name; none for the first run's headline.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    public PairedTestKind Test { get; init; } = PairedTestKind.Bootstrap;

    public Correction Correction { get; init; } = Correction.Holm;

    /// <summary>A difference counts where its adjusted p is at most this.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>The largest worsenings that are accepted, significant or not: the one that names a row most closely counts.</summary>
    public IReadOnlyList<ScoreLimit> MaxDrop { get; init; } = [];

    /// <summary>What the second run must reach.</summary>
    public IReadOnlyList<ScoreLimit> Min { get; init; } = [];

    /// <summary>Resamples or trials.</summary>
    public int Resamples { get; init; } = 10_000;
}
