namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>A node of a template's expressions.</summary>
internal abstract record Expression(int Line);

internal sealed record Literal(object? Value, int Line) : Expression(Line);

internal sealed record Name(string Id, int Line) : Expression(Line);

internal sealed record ListLiteral(IReadOnlyList<Expression> Items, bool IsTuple, int Line) : Expression(Line);

internal sealed record DictLiteral(IReadOnlyList<(Expression Key, Expression Value)> Items, int Line) : Expression(Line);

internal sealed record Attribute(Expression Of, string Id, int Line) : Expression(Line);

internal sealed record Subscript(Expression Of, Expression Key, int Line) : Expression(Line);

internal sealed record SliceOf(Expression Of, Expression? From, Expression? To, Expression? Step, int Line) : Expression(Line);

/// <summary>What a filter or set block wrote: the value that its filters begin with.</summary>
internal sealed record Captured(int Line) : Expression(Line);

/// <summary>Arguments of a call.</summary>
/// <param name="Positional">In their order.</param>
/// <param name="Named">By name.</param>
/// <param name="Rest">*values behind the positional ones, or null.</param>
/// <param name="NamedRest">**values beside the named ones, or null.</param>
internal sealed record CallArguments(
    IReadOnlyList<Expression> Positional,
    IReadOnlyList<(string Name, Expression Value)> Named,
    Expression? Rest = null,
    Expression? NamedRest = null
);

internal sealed record Call(Expression Of, CallArguments Arguments, int Line) : Expression(Line);

internal sealed record Filter(Expression Of, string Id, CallArguments Arguments, int Line) : Expression(Line);

internal sealed record Test(Expression Of, string Id, CallArguments Arguments, bool Negated, int Line) : Expression(Line);

internal sealed record Unary(string Operator, Expression Of, int Line) : Expression(Line);

internal sealed record Binary(string Operator, Expression Left, Expression Right, int Line) : Expression(Line);

/// <summary>a &lt; b &lt;= c …</summary>
internal sealed record Comparison(Expression First, IReadOnlyList<(string Operator, Expression Right)> Rest, int Line) : Expression(Line);

internal sealed record Conditional(Expression Condition, Expression Then, Expression? Else, int Line) : Expression(Line);
