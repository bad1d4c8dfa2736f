namespace Clt;

/// <summary>What a source is.</summary>
/// <param name="Name">Short name, such as <c>number-words</c>.</param>
/// <param name="Description">One line for <c>clt list</c>.</param>
/// <param name="Languages">The languages it can give.</param>
/// <param name="Settings">Everything that was set and changes the records, in canonical text: part of a cell's hash.</param>
public sealed record SourceInfo(
    string Name,
    string Description,
    IReadOnlyList<Language> Languages,
    IReadOnlyDictionary<string, string> Settings);
