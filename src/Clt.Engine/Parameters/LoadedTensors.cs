namespace Clt.Engine.Parameters;

/// <summary>In what the files of a model differ from it, without being wrong.</summary>
/// <param name="Absent">Optional parameters that the files lack.</param>
/// <param name="Unused">Tensors of other heads, by name and shape.</param>
/// <param name="Notes">In what files and index differ about tensors that the model has no place for: a sentence each.</param>
internal sealed record LoadedTensors(IReadOnlyList<ParameterSpec> Absent, IReadOnlyList<string> Unused, IReadOnlyList<string> Notes);
