namespace Clt.Plugins.Sources.Debian.Dictionaries;

/// <summary>A headword with its translations.</summary>
/// <param name="Word">As the dictionary writes it.</param>
/// <param name="Translations">In the dictionary's order, each once; at least one.</param>
internal sealed record DictionaryEntry(string Word, IReadOnlyList<string> Translations);
