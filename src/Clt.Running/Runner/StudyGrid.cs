using Clt.Results.Store;
using Clt.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Clt.Running.Runner;

/// <summary>
/// The design of a study as its <c>study.yaml</c> tells it: axes, groups, settings, and the cell of every point. Read without the recipe.
/// </summary>
/// <param name="Axes">Its axes; numbers are not told apart from text.</param>
/// <param name="Groups">The group of each evaluated language.</param>
/// <param name="Settings">Its settings and where they come from.</param>
/// <param name="Shared">Tokenizers and bases; they have no axes.</param>
/// <param name="Points">The points of the grid.</param>
public sealed record StudyGrid(
    IReadOnlyList<AxisInfo> Axes,
    LanguageGroups Groups,
    IReadOnlyList<SettingRow> Settings,
    IReadOnlyList<GridPoint> Shared,
    IReadOnlyList<GridPoint> Points
)
{
    /// <summary>What there is where nothing is known.</summary>
    public static StudyGrid Empty { get; } = new([], new LanguageGroups(new Dictionary<string, string>()), [], [], []);

    /// <summary>The grid that a file holds; an empty one where it is missing or damaged.</summary>
    public static StudyGrid Read(string file)
    {
        try
        {
            return File.Exists(file)
                ? Of(new DeserializerBuilder().Build().Deserialize<Dictionary<object, object?>>(new ShallowParser(File.ReadAllText(file))))
                : Empty;
        }
        catch (Exception e) when (e is YamlException or IOException)
        {
            return Empty;
        }
    }

    private static StudyGrid Of(Dictionary<object, object?>? file) =>
        file is null
            ? Empty
            : new StudyGrid(
                [.. List(file, "axes").Select(a => new AxisInfo(Text(a, "name"), [.. Texts(a, "values")], null))],
                new LanguageGroups(Pairs(file, "groups").ToDictionary(g => g.Axis, g => g.Label, StringComparer.Ordinal)),
                [.. List(file, "settings").Select(s => new SettingRow(Text(s, "name"), Text(s, "value"), Text(s, "from")))],
                [.. List(file, "shared").Select(Point)],
                [.. List(file, "points").Select(Point)]
            );

    private static GridPoint Point(Dictionary<object, object?> point) =>
        new(
            Text(point, "cell"),
            Text(point, "kind"),
            long.TryParse(Text(point, "seed"), out var seed) ? seed : 0,
            [.. Pairs(point, "axes").Select(a => new AxisValue(a.Axis, a.Label))]
        );

    private static string Text(Dictionary<object, object?> map, string key) => $"{map.GetValueOrDefault(key)}";

    private static IEnumerable<Dictionary<object, object?>> List(Dictionary<object, object?> map, string key) =>
        (map.GetValueOrDefault(key) as List<object?> ?? []).OfType<Dictionary<object, object?>>();

    private static IEnumerable<string> Texts(Dictionary<object, object?> map, string key) =>
        (map.GetValueOrDefault(key) as List<object?> ?? []).Select(v => $"{v}");

    private static IEnumerable<(string Axis, string Label)> Pairs(Dictionary<object, object?> map, string key) =>
        (map.GetValueOrDefault(key) as Dictionary<object, object?> ?? []).Select(p => ($"{p.Key}", $"{p.Value}"));
}

/// <summary>A point of a grid.</summary>
/// <param name="Cell">The cell that it is.</param>
/// <param name="Kind">What it makes, such as <c>Finetune</c>.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Axes">Its values of the axes that it depends on.</param>
public sealed record GridPoint(string Cell, string Kind, long Seed, IReadOnlyList<AxisValue> Axes)
{
    /// <summary>Its values in words, such as <c>answer = result, n = 50</c>; empty where it depends on no axis.</summary>
    public string Title => string.Join(", ", Axes.Select(a => $"{a.Axis} = {a.Label}"));
}
