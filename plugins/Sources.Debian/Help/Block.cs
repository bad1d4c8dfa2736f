namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>A piece of a page that stands on its own line.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, with single spaces; empty for a step whose text is not the page's own.</param>
/// <param name="List">For a step the number of its list in the page, from 0.</param>
internal sealed record Block(BlockKind Kind, string Text, int List = -1);
