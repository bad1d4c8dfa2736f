using Clt.Formats.Files;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Fields = System.Collections.Generic.IReadOnlyList<(string Key, object? Value)>;

namespace Clt.Running.Runner;

/// <summary><c>study.yaml</c>: the study's axes, groups, settings with their origins, and the cell of every point.</summary>
public static class StudyFile
{
    /// <summary>Writes it; it is there whole or not at all.</summary>
    public static void Write(ExpandedStudy study, StudyFolder folder) => AtomicFile.WriteText(folder.StudyYaml, Text(study));

    /// <summary>Whether the file there is this study's.</summary>
    public static bool IsCurrent(ExpandedStudy study, StudyFolder folder) =>
        File.Exists(folder.StudyYaml) && File.ReadAllText(folder.StudyYaml) == Text(study);

    /// <summary>Its text.</summary>
    public static string Text(ExpandedStudy study) =>
        Canonical.Yaml([
            ("schema", 1),
            ("study", study.Name),
            // The report is written again when its code has changed.
            ("reporting", typeof(StudyFile).Module.ModuleVersionId.ToString("N")),
            ("axes", List(study.Axes, a => [("name", a.Name), ("values", a.Labels)])),
            ("groups", Pairs(study.Groups.ByCode.Select(g => (g.Key, g.Value)))),
            ("settings", List(study.Settings, s => [("name", s.Name), ("value", s.Value), ("from", s.From)])),
            ("analyses", study.Analyses.Select(a => a.Title)),
            (
                "shared",
                List(
                    study.Cells.Where(c => c.Kind is CellKind.Tokenizer or CellKind.Base),
                    c => [("cell", c.Id), ("kind", c.Kind), ("seed", c.Seed)]
                )
            ),
            (
                "points",
                List(
                    study.Points,
                    p =>
                        [
                            ("cell", p.Cell.Id),
                            ("kind", p.Cell.Kind),
                            ("seed", p.Cell.Seed),
                            ("axes", Pairs(p.Axes.Select(a => (a.Axis, a.Label)))),
                        ]
                )
            ),
        ]);

    private static Fields Pairs(IEnumerable<(string Key, string Value)> pairs) => [.. pairs.Select(p => (p.Key, (object?)p.Value))];

    private static List<Fields> List<T>(IEnumerable<T> items, Func<T, Fields> fields) => [.. items.Select(fields)];
}
