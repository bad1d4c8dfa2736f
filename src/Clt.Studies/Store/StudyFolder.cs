namespace Clt.Studies;

/// <summary>The folder of a study: <c>cells/</c>, <c>study.yaml</c>, <c>results.csv</c>, <c>report.html</c>.</summary>
public sealed class StudyFolder(string runsFolder, string study)
{
    public string Path { get; } = System.IO.Path.Combine([runsFolder, .. study.Split('/')]);

    public string StudyYaml => System.IO.Path.Combine(Path, "study.yaml");

    public string Csv => System.IO.Path.Combine(Path, "results.csv");

    public string Report => System.IO.Path.Combine(Path, "report.html");

    public string Lock => System.IO.Path.Combine(Path, ".lock");

    public CellFolder Cell(string id) => new(System.IO.Path.Combine(Path, "cells", id));
}
