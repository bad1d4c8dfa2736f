using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Analysis;
using Clt.Results.Store;
using Clt.Running.Runner;
using Clt.Running.Seeds;

namespace Clt.Running.Reports;

/// <summary>The report after a run: the runner leaves results, the host has them analysed and written.</summary>
public static class RunReport
{
    /// <summary>
    /// Writes the report of what is there, unless the run was interrupted or nothing has changed since it was written.
    /// </summary>
    /// <returns>
    /// The summary with the report's path, which is empty where there is nothing to report, and the gates that do not hold.
    /// </returns>
    /// <exception cref="IOException">The disk is full.</exception>
    public static RunSummary Reported(this RunSummary summary, ExpandedStudy study, StudyContext context)
    {
        if (summary.Interrupted)
            return summary;
        study = study.Reached(context);
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        var written = StudyFile.IsCurrent(study, folder) && WrittenFiles.Fault(folder.Path) is null;
        var changed = summary.Before < summary.Cells;
        var isCurrent = !changed && !context.AcceptOlderCode && written;
        if (isCurrent && !study.Analyses.Any(a => a is Gates))
            return summary with { Report = folder.Report };
        var results = StoredResults.Read(study, context);
        if (results.Runs.Count == 0 && results.Means.Rows.Count == 0)
            return summary;
        if (isCurrent)
            return summary with { Report = folder.Report, Unmet = StudyReport.Of(study, results).Unmet };
        StudyFile.Write(study, folder);
        return summary with { Report = folder.Report, Unmet = StudyReport.Write(study, results, folder).Unmet };
    }
}
