namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>A page of help in one language, cleaned.</summary>
/// <param name="Id">The same in every language, such as <c>libreoffice/swriter/guide/auto_numbering</c>.</param>
/// <param name="Group">The same for pages whose English shares a title or a longer text: they are in one split.</param>
/// <param name="Title">One line; empty where a translation has it in English.</param>
/// <param name="Text">The page without its title, a heading, paragraph, item or step a line.</param>
/// <param name="HowTos">Its lists of steps.</param>
internal sealed record HelpPage(string Id, string Group, string Title, string Text, IReadOnlyList<HowTo> HowTos);
