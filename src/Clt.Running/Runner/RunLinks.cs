using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Results.Store;

namespace Clt.Running.Runner;

/// <summary>
/// Links that give TensorBoard's runs names: <c>tensorboard/stage = dpo, seed 1</c> in a study's folder leads to the event files of that
/// training, which lie under its hash.
/// </summary>
internal static class RunLinks
{
    /// <summary>Makes those that are not there yet. The files they lead to may come later.</summary>
    public static void Make(ExpandedStudy study, StudyFolder folder)
    {
        var trainings = study
            .Points.Where(p => p.Cell is FinetuneCell)
            .Select(p => (Name: Name(p), ((FinetuneCell)p.Cell).Training.Id))
            .Concat(study.Cells.OfType<BaseCell>().Select(b => (Name: $"base {b.Id[..6]}, seed {b.Seed}", b.Id)));
        try
        {
            Directory.CreateDirectory(folder.Board);
            foreach (var (name, id) in trainings.DistinctBy(t => t.Id))
                Link(Path.Combine(folder.Board, Safe(name)), folder.Cell(id).Board);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only people look here; some file systems have no links.
        }
    }

    private static string Name(StudyPoint point) =>
        string.Join(", ", point.Axes.Select(a => $"{a.Axis} = {a.Label}").Append($"seed {point.Cell.Seed}"));

    private static void Link(string link, string to)
    {
        var relative = Path.GetRelativePath(Path.GetDirectoryName(link)!, to);
        if (new DirectoryInfo(link).LinkTarget is { } known)
        {
            if (known == relative)
                return;
            File.Delete(link);
        }

        Directory.CreateSymbolicLink(link, relative);
    }

    private static string Safe(string name) => string.Concat(name.Select(c => Path.GetInvalidFileNameChars().Contains(c) ? '-' : c));
}
