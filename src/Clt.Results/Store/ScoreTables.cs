namespace Clt.Results.Store;

/// <summary>
/// Dictionary encoding of a file's scores: what many of them have in common stands here once, and they have its place, from 0.
/// </summary>
/// <param name="Items">Lists of item ids.</param>
/// <param name="Scores">Scores of single items: the value, then its sufficient statistics where it has some.</param>
/// <param name="Asked">What several runs were asked.</param>
internal sealed record ScoreTables(
    IReadOnlyList<IReadOnlyList<string>> Items,
    IReadOnlyList<IReadOnlyList<double>> Scores,
    IReadOnlyList<AskedTask> Asked
)
{
    /// <summary>Of a file that has none, as older versions wrote them.</summary>
    public static ScoreTables Empty { get; } = new([], [], []);
}
