namespace Clt.Formats.Tokenization.Text.Patterns;

/// <summary>A pattern is wrong, or has a construct that is not translated; the message names it and its place.</summary>
internal sealed class PatternFault(string message) : FormatException(message);
