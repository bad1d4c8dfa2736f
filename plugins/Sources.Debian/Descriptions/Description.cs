namespace Clt.Plugins.Sources.Debian.Descriptions;

/// <summary>A description in one language, cleaned.</summary>
/// <param name="Md5">MD5 of the English description, the same for its translations.</param>
/// <param name="Group">
/// The same for packages that share their first English paragraph (those of one source do): they are in one split.
/// </param>
/// <param name="Package">The package's name.</param>
/// <param name="Synopsis">One line.</param>
/// <param name="Text">The long description, a paragraph a line.</param>
internal sealed record Description(string Md5, string Group, string Package, string Synopsis, string Text);
