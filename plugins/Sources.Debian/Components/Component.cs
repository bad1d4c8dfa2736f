namespace Clt.Plugins.Sources.Debian.Components;

/// <summary>A program's texts in one language, cleaned.</summary>
/// <param name="Id">AppStream's id, such as <c>org.gnome.Calculator.desktop</c>: the same in every language.</param>
/// <param name="Group">The same for components whose English shares its first paragraph: they are in one split.</param>
/// <param name="Summary">One line.</param>
/// <param name="Text">The description, a paragraph or item of a list a line.</param>
internal sealed record Component(string Id, string Group, string Summary, string Text);
