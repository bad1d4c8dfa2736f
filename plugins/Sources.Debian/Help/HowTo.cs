namespace Clt.Plugins.Sources.Debian.Help;

/// <summary>A list of steps.</summary>
/// <param name="List">Its number in the page, the same in every language.</param>
/// <param name="Title">The heading that it stands under.</param>
/// <param name="Steps">Two or more, a step an element.</param>
internal sealed record HowTo(int List, string Title, IReadOnlyList<string> Steps);
