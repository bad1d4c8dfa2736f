namespace Clt.Studies;

/// <summary>An axis as results know it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labels">Its values as text, in order.</param>
/// <param name="Numbers">Its values as numbers, or null where they are not numbers.</param>
public sealed record AxisInfo(string Name, IReadOnlyList<string> Labels, IReadOnlyList<double>? Numbers);
