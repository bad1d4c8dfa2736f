namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>namespace(…): the one value whose members a template may set.</summary>
internal sealed class JinjaNamespace
{
    public Dictionary<string, object?> Members { get; } = [];
}
