namespace Clt.Plugins.Sources.Catalogue;

/// <summary>Dataset format: how the files of a set are read.</summary>
/// <param name="Name">The reader's name, or <c>files</c>.</param>
/// <param name="Languages">Tags with spaces between.</param>
/// <param name="Pattern">Of <c>files</c>: the path within the set, with <c>{language}</c> and <c>{split}</c>.</param>
/// <param name="Fields">Of <c>files</c>: which columns become which fields; null for all.</param>
/// <param name="Id">Of <c>files</c>: the column of an item's id; null for the line.</param>
/// <param name="Where">The catalogue's file and line.</param>
public sealed record SetLayout(string Name, string Languages, string? Pattern, string? Fields, string? Id, string Where);
