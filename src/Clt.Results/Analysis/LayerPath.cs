using Clt.Results.Scores;
using Clt.Results.Store;

namespace Clt.Results.Analysis;

/// <summary>The layers of one model, as one line of a figure: conditions that agree on all other axes.</summary>
internal sealed class LayerPath
{
    /// <param name="sheet">Their scores.</param>
    /// <param name="conditions">At least one; each of another layer.</param>
    /// <param name="layers">The axis.</param>
    public LayerPath(ScoreSheet sheet, IReadOnlyList<Condition> conditions, AxisInfo layers)
    {
        Condition? At(string layer) => conditions.FirstOrDefault(c => c.Axes.GetValueOrDefault(AxisInfo.Layer) == layer);
        Layers =
        [
            .. layers
                .Labels.Select(l => (Label: l, Condition: At(l)))
                .Where(l => l.Condition is not null)
                .Select(l => (l.Label, l.Condition!)),
        ];
        Languages = [.. sheet.Languages.Where(l => conditions.Any(c => sheet.Has(c, l)))];
        var rest = Others(conditions[0]);
        IsReference = conditions[0].IsReference;
        Title = string.Join(", ", rest.Select(a => $"{a.Key} = {a.Value}").Prepend(IsReference ? "base" : "").Where(t => t.Length > 0));
    }

    /// <summary>From the lowest.</summary>
    public IReadOnlyList<(string Label, Condition Condition)> Layers { get; }

    /// <summary>Codes of the languages that were measured.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Whether it is a base as it is.</summary>
    public bool IsReference { get; }

    /// <summary>The values of the other axes in words.</summary>
    public string Title { get; }

    /// <summary>What the conditions of one model have in common.</summary>
    public static string KeyOf(Condition condition) =>
        string.Join('\n', Others(condition).Select(a => $"{a.Key}={a.Value}").Prepend($"{condition.IsReference}"));

    private static IEnumerable<KeyValuePair<string, string>> Others(Condition condition) =>
        condition.Axes.Where(a => a.Key != AxisInfo.Layer).OrderBy(a => a.Key, StringComparer.Ordinal);
}
