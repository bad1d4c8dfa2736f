namespace Clt.Plugins.Sources.Debian.Formality;

/// <summary>A message of a program that people wrote twice in one language, to address a user formally and informally.</summary>
/// <param name="Id">Its key, the same in every language; libraries are in the package several times.</param>
/// <param name="Formal">A line break is a space.</param>
/// <param name="Informal">The same, another text.</param>
internal sealed record FormalPair(string Id, string Formal, string Informal);
