namespace Clt.Formats.ChatTemplates;

/// <summary>A rendered conversation.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="AssistantSpans">Half-open ranges (UTF-16) of the template's {% generation %} blocks, in order; empty where it has none.</param>
public sealed record RenderedChat(string Text, IReadOnlyList<(int Start, int End)> AssistantSpans);
