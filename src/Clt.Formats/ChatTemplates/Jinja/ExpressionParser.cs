using System.Globalization;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>
/// Parses expressions with Jinja's precedence: if, or, and, not, comparison, + -, ~, * / // %, sign, **, postfix, filters and tests.
/// </summary>
internal sealed partial class ExpressionParser(TokenReader tokens)
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    public Expression Parse() => tokens.Nested(Conditional);

    /// <summary>One expression, or a tuple without brackets.</summary>
    public Expression ParseTuple()
    {
        var first = Parse();
        if (!tokens.Is(","))
            return first;
        var items = new List<Expression> { first };
        while (tokens.TryTake(",") && tokens.Current.Kind is not (LexKind.BlockEnd or LexKind.OutputEnd))
            items.Add(Parse());
        return new ListLiteral(items, true, first.Line);
    }

    /// <summary>What a for loop walks, a tuple without brackets too: no conditional, since "if" filters the loop there.</summary>
    public Expression ParseTupleWithoutConditional()
    {
        var first = Or();
        if (!tokens.Is(","))
            return first;
        var items = new List<Expression> { first };
        while (tokens.TryTake(",") && tokens.Current.Kind != LexKind.BlockEnd && !tokens.Is("if"))
            items.Add(Or());
        return new ListLiteral(items, true, first.Line);
    }

    private Expression Conditional()
    {
        var value = Or();
        while (tokens.Is("if"))
        {
            var line = tokens.Take().Line;
            var condition = Or();
            value = new Conditional(condition, value, tokens.TryTake("else") ? tokens.Nested(Conditional) : null, line);
        }

        return value;
    }

    private Expression Or() => Left(And, "or");

    private Expression And() => Left(Not, "and");

    private Expression Not()
    {
        if (!tokens.Is("not"))
            return Compare();
        var line = tokens.Take().Line;
        return new Unary("not", tokens.Nested(Not), line);
    }

    private Expression Compare()
    {
        var first = Left(Concatenate, "+", "-");
        var rest = new List<(string, Expression)>();
        while (true)
        {
            if (tokens.Current.Kind == LexKind.Operator && Comparisons.Contains(tokens.Current.Text))
                rest.Add((tokens.Take().Text, Left(Concatenate, "+", "-")));
            else if (tokens.TryTake("in"))
                rest.Add(("in", Left(Concatenate, "+", "-")));
            else if (tokens.Is("not") && tokens.Follows("in") && tokens.TryTake("not") && tokens.TryTake("in"))
                rest.Add(("not in", Left(Concatenate, "+", "-")));
            else
                return rest.Count == 0 ? first : new Comparison(first, rest, first.Line);
        }
    }

    private Expression Concatenate() => Left(Multiply, "~");

    private Expression Multiply() => Left(Power, "*", "/", "//", "%");

    private Expression Power() => Left(() => Sign(withFilters: true), "**");

    private Expression Sign(bool withFilters)
    {
        var token = tokens.Current;
        var value =
            tokens.TryTake("-") ? new Unary("-", tokens.Nested(() => Sign(false)), token.Line)
            : tokens.TryTake("+") ? new Unary("+", tokens.Nested(() => Sign(false)), token.Line)
            : Postfix(Primary());
        return withFilters ? FiltersAndTests(value) : value;
    }

    private Expression Left(Func<Expression> operand, params ReadOnlySpan<string> operators)
    {
        var value = operand();
        while (tokens.Current.Kind is LexKind.Operator or LexKind.Name && operators.Contains(tokens.Current.Text))
        {
            var token = tokens.Take();
            value = new Binary(token.Text, value, operand(), token.Line);
        }

        return value;
    }

    private Expression Primary()
    {
        var token = tokens.Take();
        switch (token.Kind)
        {
            case LexKind.String:
                return String(token);
            case LexKind.Integer when long.TryParse(token.Text.Replace("_", ""), CultureInfo.InvariantCulture, out var i):
                return new Literal(i, token.Line);
            case LexKind.Float:
                return new Literal(double.Parse(token.Text.Replace("_", ""), CultureInfo.InvariantCulture), token.Line);
            case LexKind.Name:
                return Named(token);
            case LexKind.Operator when token.Text == "(":
                return tokens.Nested(() => Bracketed(token.Line));
            case LexKind.Operator when token.Text == "[":
                return new ListLiteral(tokens.Nested(() => Items("]")), false, token.Line);
            case LexKind.Operator when token.Text == "{":
                return tokens.Nested(() => Dictionary(token.Line));
            default:
                throw new TemplateFault($"an expression is expected, not '{token.Text}'", token.Line);
        }
    }

    private Literal String(LexToken token)
    {
        var text = token.Text;
        while (tokens.Current.Kind == LexKind.String)
            text += tokens.Take().Text;
        return new Literal(text, token.Line);
    }

    private static Expression Named(LexToken token) =>
        token.Text switch
        {
            "true" or "True" => new Literal(true, token.Line),
            "false" or "False" => new Literal(false, token.Line),
            "none" or "None" => new Literal(null, token.Line),
            _ => new Name(token.Text, token.Line),
        };

    private Expression Bracketed(int line)
    {
        if (tokens.TryTake(")"))
            return new ListLiteral([], true, line);
        var first = Parse();
        if (tokens.TryTake(")"))
            return first;
        tokens.Expect(",");
        return new ListLiteral([first, .. Items(")")], true, line);
    }

    private List<Expression> Items(string close)
    {
        var items = new List<Expression>();
        while (!tokens.TryTake(close))
        {
            items.Add(Parse());
            if (!tokens.Is(close))
                tokens.Expect(",");
        }

        return items;
    }

    private DictLiteral Dictionary(int line)
    {
        var items = new List<(Expression, Expression)>();
        while (!tokens.TryTake("}"))
        {
            var key = Parse();
            tokens.Expect(":");
            items.Add((key, Parse()));
            if (!tokens.Is("}"))
                tokens.Expect(",");
        }

        return new DictLiteral(items, line);
    }
}
