namespace Clt.Results.Scores;

/// <summary>Runs that differ by their seed only: a point of the grid, or a base as it is.</summary>
/// <param name="Axes">Axis values.</param>
/// <param name="IsReference">Whether it is a base as it is.</param>
public sealed record Condition(IReadOnlyDictionary<string, string> Axes, bool IsReference)
{
    /// <summary>A name that no other condition of the study has.</summary>
    public string Key { get; } =
        (IsReference ? "reference" : "run")
        + string.Concat(Axes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"\n{a.Key}={a.Value}"));

    /// <summary>In words, such as <c>answer = working, n = 50</c>.</summary>
    public string Title =>
        Axes.Count == 0 ? (IsReference ? "base" : "all runs") : string.Join(", ", Axes.Select(a => $"{a.Key} = {a.Value}"));

    /// <summary>Whether a run of this condition started from what a reference measures: it agrees on every axis of the reference.</summary>
    public bool StartsFrom(Condition reference) => reference.Axes.All(a => Axes.GetValueOrDefault(a.Key) == a.Value);

    public bool Equals(Condition? other) => other?.Key == Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}
