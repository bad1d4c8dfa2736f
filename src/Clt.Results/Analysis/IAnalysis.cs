using Clt.Results.Scores;

namespace Clt.Results.Analysis;

/// <summary>Extension point: a question that the report answers from a study's results.</summary>
public interface IAnalysis
{
    /// <summary>Its title in the report.</summary>
    string Title { get; }

    /// <summary>Whether it reads the results of all tasks at once; else it is asked for each task by itself.</summary>
    bool OfAllTasks => false;

    /// <summary>The answer: a finding in words, tables and plots.</summary>
    AnalysisResult Run(StudyResults results);
}
