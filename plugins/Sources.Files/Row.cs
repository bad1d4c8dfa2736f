namespace Clt.Plugins.Sources.Files;

/// <summary>A row of a file.</summary>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="Values">Its values by column, or by path for nested JSON (<c>answers.0.text</c>).</param>
internal sealed record Row(int Line, IReadOnlyDictionary<string, string> Values);
