using Clt.Formats.Files;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Fields = System.Collections.Generic.IReadOnlyList<(string Key, object? Value)>;

namespace Clt.Running.Runner;

/// <summary><c>study.yaml</c>: the study's axes, groups, settings with their origins, and the cell of every point.</summary>
public static class StudyFile
{
    /// <summary>Writes it, and the same for its <c>--set</c> alone; each is there whole or not at all.</summary>
    public static void Write(ExpandedStudy study, StudyFolder folder)
    {
        var text = Text(study);
        AtomicFile.WriteText(folder.StudyYaml, text);
        Directory.CreateDirectory(SettingsOf(folder));
        AtomicFile.WriteText(Path.Combine(SettingsOf(folder), $"{Overrides(study)}.yaml"), text);
    }

    /// <summary>
    /// A folder with the study as it was last made with each combination of <c>--set</c>: their cells lie side by side, and none is
    /// another's leftover.
    /// </summary>
    public static string SettingsOf(StudyFolder folder) => Path.Combine(folder.Path, "settings");

    private static string Overrides(ExpandedStudy study) =>
        Canonical.Hash(
            string.Join(
                '\n',
                study
                    .Settings.Where(s => s.From.StartsWith("--set", StringComparison.Ordinal))
                    .Select(s => $"{s.Name}={s.Value}")
                    .Order(StringComparer.Ordinal)
            )
        );

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
