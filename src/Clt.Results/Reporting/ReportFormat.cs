namespace Clt.Results.Reporting;

/// <summary>The forms in which results are written.</summary>
public enum ReportFormat
{
    /// <summary>One self-contained page with plots.</summary>
    Html,

    /// <summary>Findings and tables in Markdown (GitHub's tables).</summary>
    Md,

    /// <summary>Tables in LaTeX, for the package booktabs.</summary>
    Latex,

    /// <summary>A row a cell, language and metric.</summary>
    Csv,

    /// <summary>Everything, item by item (docs/reference/results.md).</summary>
    Json,

    /// <summary>A test case a run and language, for continuous integration.</summary>
    Junit,
}
