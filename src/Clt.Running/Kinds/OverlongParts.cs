using System.Text.Json;
using Clt.Engine.Data;
using Clt.Results.Store;

namespace Clt.Running.Kinds;

/// <summary>Truncated or filtered examples as results keep them.</summary>
internal static class OverlongParts
{
    /// <summary>Counts as the cache keeps them.</summary>
    public static string Text(IReadOnlyList<OverlongPart> parts) =>
        JsonSerializer.Serialize(parts, ResultJson.Default.IReadOnlyListOverlongPart);

    /// <summary>Counts that the cache has kept.</summary>
    public static IReadOnlyList<OverlongPart>? Parse(string text) =>
        JsonSerializer.Deserialize(text, ResultJson.Default.IReadOnlyListOverlongPart);

    /// <summary>What a limit has counted.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="of">What was read with it: a name of <see cref="OverlongPart"/>.</param>
    public static IEnumerable<OverlongPart> Parts(this LengthLimit limit, string of) =>
        limit.Counts.Select(c => new OverlongPart(of, c.Task, c.Language.Code, c.Examples, c.Cut, c.LeftOut, c.Divided, c.Longest, c.Most));
}
