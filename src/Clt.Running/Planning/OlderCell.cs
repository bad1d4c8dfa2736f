using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Running.Planning;

/// <summary>
/// A finished cell that differs from one of the study in its code alone; its results are kept where <c>--accept-older-code</c> asks for it.
/// </summary>
/// <param name="Id">Its name.</param>
/// <param name="Differs">The assemblies and libraries that differ, such as <c>Clt.Engine</c>.</param>
public sealed record OlderCell(string Id, IReadOnlyList<string> Differs)
{
    /// <summary>In words: <c>older code: Clt.Engine differs</c>.</summary>
    public string Text => $"older code: {OlderMark.Differs(Differs)}";

    /// <summary>The cells of a study whose results older code made, by the name that they have now; none unless it is asked for.</summary>
    public static IReadOnlyDictionary<string, OlderCell> Of(ExpandedStudy study, StudyContext context)
    {
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        var open = context.AcceptOlderCode ? study.Cells.Where(c => folder.Cell(c.Id).Read() is null).ToList() : [];
        if (open.Count == 0)
            return new Dictionary<string, OlderCell>();
        var stored = new StoredCells(study, folder);
        return open.Select(c => (c.Id, Older: stored.Older(c)))
            .Where(c => c.Older is not null)
            .ToDictionary(c => c.Id, c => c.Older!, StringComparer.Ordinal);
    }
}
