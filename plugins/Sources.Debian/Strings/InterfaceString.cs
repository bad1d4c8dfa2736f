namespace Clt.Plugins.Sources.Debian.Strings;

/// <summary>What a program shows in one place, in one language, cleaned.</summary>
/// <param name="Id">File, place and a hash of the English: the same in every language.</param>
/// <param name="Group">A hash of the English alone: what is English alike is in one split.</param>
/// <param name="File">The part of the program, such as <c>sw</c>.</param>
/// <param name="Text">One string; a line break is a space.</param>
internal sealed record InterfaceString(string Id, string Group, string File, string Text);
