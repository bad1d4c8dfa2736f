namespace Clt;

/// <summary>
/// What a configured part of a training is: an objective, a schedule, an optimiser, an adapter, a model shape. Its name and settings are
/// its identity: two with the same compute the same, and every number that can change a result is among them.
/// </summary>
/// <param name="Name">What it is called, such as <c>linear</c>.</param>
public record ComponentInfo(string Name)
{
    /// <summary>
    /// Its settings in a fixed order: texts, numbers, truth values, enumerations, null, and lists or settings of these. They go into a
    /// cell's name.
    /// </summary>
    public IReadOnlyList<(string Key, object? Value)> Settings { get; init; } = [];

    /// <summary>One line for the report's table of settings; made from name and settings where it is not given.</summary>
    public string Text
    {
        get => field ?? string.Join(", ", Settings.Select(s => FormattableString.Invariant($"{s.Key} {s.Value}")).Prepend(Name));
        init;
    }

    /// <summary>Name and settings, for the canonical text of a cell.</summary>
    public IReadOnlyList<(string Key, object? Value)> Fields => [("kind", Name), .. Settings];
}
