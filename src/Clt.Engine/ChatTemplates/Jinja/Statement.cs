namespace Clt.Engine.ChatTemplates.Jinja;

/// <summary>A node of a template's body.</summary>
internal abstract record Statement(int Line);

internal sealed record TextOutput(string Text, int Line) : Statement(Line);

internal sealed record Output(Expression Value, int Line) : Statement(Line);

internal sealed record If(IReadOnlyList<(Expression? Condition, IReadOnlyList<Statement> Body)> Branches, int Line) : Statement(Line);

internal sealed record For(
    IReadOnlyList<string> Targets, Expression Items, Expression? Filter, IReadOnlyList<Statement> Body, IReadOnlyList<Statement> Else, int Line)
    : Statement(Line);

/// <summary>{% set a, b = … %}; an attribute of a namespace where <paramref name="Member"/> is given.</summary>
internal sealed record Set(IReadOnlyList<string> Targets, string? Member, Expression Value, int Line) : Statement(Line);

/// <summary>{% set x %}…{% endset %}</summary>
internal sealed record SetBlock(string Target, IReadOnlyList<Statement> Body, int Line) : Statement(Line);

internal sealed record Macro(
    string Id, IReadOnlyList<(string Name, Expression? Default)> Parameters, IReadOnlyList<Statement> Body, int Line) : Statement(Line);

/// <summary>{% generation %}…{% endgeneration %}: what the assistant wrote.</summary>
internal sealed record Generation(IReadOnlyList<Statement> Body, int Line) : Statement(Line);

internal sealed record Break(int Line) : Statement(Line);

internal sealed record Continue(int Line) : Statement(Line);
