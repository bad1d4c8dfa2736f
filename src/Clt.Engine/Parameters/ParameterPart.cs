namespace Clt.Engine.Parameters;

/// <summary>Rows of a parameter that are a tensor of their own in files.</summary>
/// <param name="FileName">The tensor's name in the family's files.</param>
/// <param name="Rows">How many rows (for a vector: elements) it has.</param>
/// <param name="Layout">How the file arranges them.</param>
public sealed record ParameterPart(string FileName, long Rows, FileLayout Layout = default);
