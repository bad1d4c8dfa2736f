namespace Clt.Engine.ChatTemplates.Jinja;

/// <summary>A list or tuple; templates cannot change it.</summary>
internal sealed record JinjaList(IReadOnlyList<object?> Items, bool IsTuple = false);
