namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>A node of a template's body.</summary>
internal abstract record Statement(int Line);

internal sealed record TextOutput(string Text, int Line) : Statement(Line);

internal sealed record Output(Expression Value, int Line) : Statement(Line);

internal sealed record If(IReadOnlyList<(Expression? Condition, IReadOnlyList<Statement> Body)> Branches, int Line) : Statement(Line);

/// <summary>A name that a value is given to, or several for the elements of one.</summary>
internal sealed record Target(string? Id, IReadOnlyList<Target> Parts);

internal sealed record For(
    Target Target,
    Expression Items,
    Expression? Filter,
    IReadOnlyList<Statement> Body,
    IReadOnlyList<Statement> Else,
    int Line
) : Statement(Line);

/// <summary>{% set a, b = … %}; an attribute of a namespace where <paramref name="Member"/> is given.</summary>
internal sealed record Set(Target Target, string? Member, Expression Value, int Line) : Statement(Line);

/// <summary>{% set x | filter %}…{% endset %}: what the body writes, through the filters of <paramref name="Value"/>.</summary>
internal sealed record SetBlock(Target Target, string? Member, Expression Value, IReadOnlyList<Statement> Body, int Line) : Statement(Line);

/// <summary>A macro, or the body of a call block.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Parameters">Names with their defaults.</param>
/// <param name="Body">What it writes.</param>
/// <param name="Names">Which of varargs, kwargs and caller the body reads: only then it takes them.</param>
/// <param name="Line">Where it begins.</param>
internal sealed record Macro(
    string Id,
    IReadOnlyList<(string Name, Expression? Default)> Parameters,
    IReadOnlyList<Statement> Body,
    IReadOnlySet<string> Names,
    int Line
) : Statement(Line);

/// <summary>{% call(…) macro(…) %}…{% endcall %}: the macro is called with the body as its caller.</summary>
internal sealed record CallBlock(Call Call, Macro Caller, int Line) : Statement(Line);

/// <summary>{% filter … %}…{% endfilter %}: what the body writes, through the filters of <paramref name="Value"/>.</summary>
internal sealed record FilterBlock(Expression Value, IReadOnlyList<Statement> Body, int Line) : Statement(Line);

/// <summary>{% with a = … %}…{% endwith %}: names of its own; the values do not see each other.</summary>
internal sealed record With(IReadOnlyList<(Target Target, Expression Value)> Values, IReadOnlyList<Statement> Body, int Line)
    : Statement(Line);

/// <summary>{% generation %}…{% endgeneration %}: what the assistant wrote.</summary>
internal sealed record Generation(IReadOnlyList<Statement> Body, int Line) : Statement(Line);

internal sealed record Break(int Line) : Statement(Line);

internal sealed record Continue(int Line) : Statement(Line);
