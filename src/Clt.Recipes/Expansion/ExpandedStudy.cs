using Clt.Recipes.Cells;
using Clt.Results.Analysis;
using Clt.Results.Analysis.Seeds;
using Clt.Results.Scores;
using Clt.Results.Store;

namespace Clt.Recipes.Expansion;

/// <summary>A study that was checked and made into cells.</summary>
/// <param name="Name">The study's name.</param>
/// <param name="Axes">Its axes, in the order of discovery.</param>
/// <param name="Points">The measured points: references first, then fine-tuned models by axes and seed.</param>
/// <param name="Cells">Every cell once, each after those it needs.</param>
/// <param name="Groups">The group of each evaluated language.</param>
/// <param name="Settings">Every setting, with where it came from.</param>
/// <param name="Analyses">What the report analyses.</param>
/// <param name="Notes">What the user should know though nothing is wrong.</param>
/// <param name="Metrics">The recipe's own metrics, beside those that plugins give by name.</param>
public sealed record ExpandedStudy(
    string Name,
    IReadOnlyList<AxisInfo> Axes,
    IReadOnlyList<StudyPoint> Points,
    IReadOnlyList<Cell> Cells,
    LanguageGroups Groups,
    IReadOnlyList<SettingRow> Settings,
    IReadOnlyList<IAnalysis> Analyses,
    IReadOnlyList<string> Notes,
    IReadOnlyList<IMetric> Metrics
)
{
    /// <summary>Whether something is missing that a run needs, and was assumed.</summary>
    public bool IsPlanOnly { get; init; }

    /// <summary>What decides how many of the seeds are run; null for all of them.</summary>
    public AdaptiveSeeds? Adaptive { get; init; }

    /// <summary>Scores that are reported instead of trained for, or null.</summary>
    public MeanScores? Published { get; init; }

    /// <summary>How its bases are drawn, which decides what its intervals hold for.</summary>
    public BaseSampling Bases { get; init; }

    /// <summary>Which sources of chance its intervals cover, in a sentence; empty where nothing is measured.</summary>
    public string Coverage => Covered.Study(Points.Where(p => p.Cell is FinetuneCell).Select(p => p.Cell.Seed).Distinct().Count(), Bases);

    /// <summary>The cell of a name.</summary>
    public Cell? Find(string id) => Cells.FirstOrDefault(c => c.Id == id);

    /// <summary>A cell whose training has this name: the cell's own name, or that of the training it measures.</summary>
    public Cell? FindTrained(string id) => Cells.FirstOrDefault(c => c is FinetuneCell f ? f.Training.Id == id : c.Id == id);

    /// <summary>The same with some of its points, and the cells that these need.</summary>
    public ExpandedStudy With(IReadOnlyList<StudyPoint> points) =>
        this with
        {
            Points = points,
            Cells = Ordered(points.Select(p => p.Cell)),
        };

    /// <summary>Every cell once, after those it needs.</summary>
    internal static List<Cell> Ordered(IEnumerable<Cell> cells)
    {
        var ordered = new List<Cell>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        void Add(Cell cell)
        {
            if (known.Contains(cell.Id))
                return;
            foreach (var needed in cell.Needs)
                Add(needed);
            if (known.Add(cell.Id))
                ordered.Add(cell);
        }

        foreach (var cell in cells)
            Add(cell);
        return ordered;
    }
}
