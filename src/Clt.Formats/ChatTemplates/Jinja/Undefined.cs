namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>A name or member that does not exist: prints as nothing, is false and empty; its members and arithmetic are errors.</summary>
internal sealed record Undefined(string Hint);
