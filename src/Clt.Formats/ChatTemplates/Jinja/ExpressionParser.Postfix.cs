namespace Clt.Formats.ChatTemplates.Jinja;

// What follows a value: attributes, subscripts, calls, filters and tests.
internal sealed partial class ExpressionParser
{
    private static readonly CallArguments NoArguments = new([], []);

    private Expression Postfix(Expression value)
    {
        while (true)
        {
            var line = tokens.Current.Line;
            if (tokens.TryTake("."))
                value = new Attribute(value, tokens.Take().Text, line);
            else if (tokens.TryTake("["))
                value = Subscripted(value, line);
            else if (tokens.Is("("))
                value = new Call(value, Arguments(), line);
            else
                return value;
        }
    }

    private Expression Subscripted(Expression value, int line)
    {
        var from = tokens.Is(":") ? null : Parse();
        if (tokens.TryTake("]"))
            return new Subscript(value, from!, line);
        tokens.Expect(":");
        var to = tokens.Is(":") || tokens.Is("]") ? null : Parse();
        var step = tokens.TryTake(":") && !tokens.Is("]") ? Parse() : null;
        tokens.Expect("]");
        return new SliceOf(value, from, to, step, line);
    }

    private CallArguments Arguments()
    {
        tokens.Expect("(");
        var positional = new List<Expression>();
        var named = new List<(string, Expression)>();
        Expression? rest = null,
            namedRest = null;
        while (!tokens.TryTake(")"))
        {
            if (tokens.Is("*") && rest is null && namedRest is null && tokens.TryTake("*"))
                rest = Parse();
            else if (tokens.Is("**") && namedRest is null && tokens.TryTake("**"))
                namedRest = Parse();
            else if (tokens.Current.Kind == LexKind.Name && tokens.Follows("="))
            {
                var name = tokens.Take().Text;
                tokens.Expect("=");
                named.Add((name, Parse()));
            }
            else if (named.Count == 0 && rest is null && namedRest is null)
            {
                positional.Add(Parse());
            }
            else
            {
                throw tokens.Unexpected("a named argument");
            }

            if (!tokens.Is(")"))
                tokens.Expect(",");
        }

        return new CallArguments(positional, named, rest, namedRest);
    }

    /// <summary>Filters over a value, the first without its bar where one must come: {% filter upper %}, {% set x | upper %}.</summary>
    public Expression FilterChain(Expression value, bool bare)
    {
        while (bare || tokens.Is("|"))
        {
            if (!bare)
                tokens.Expect("|");
            bare = false;
            var line = tokens.Current.Line;
            value = new Filter(value, FilterName(), tokens.Is("(") ? Arguments() : NoArguments, line);
        }

        return value;
    }

    private string FilterName()
    {
        var name = tokens.Expect(LexKind.Name).Text;
        while (tokens.TryTake("."))
            name += "." + tokens.Expect(LexKind.Name).Text;
        return name;
    }

    private Expression FiltersAndTests(Expression value)
    {
        while (true)
        {
            var line = tokens.Current.Line;
            if (tokens.TryTake("|"))
                value = new Filter(value, FilterName(), tokens.Is("(") ? Arguments() : NoArguments, line);
            else if (tokens.TryTake("is"))
                value = Tested(value, line);
            else if (tokens.Is("("))
                value = new Call(value, Arguments(), line);
            else
                return value;
        }
    }

    private Test Tested(Expression value, int line)
    {
        var negated = tokens.TryTake("not");
        var id = tokens.Expect(LexKind.Name).Text;
        if (tokens.Is("("))
            return new Test(value, id, Arguments(), negated, line);
        var operand =
            tokens.Current.Kind is LexKind.String or LexKind.Integer or LexKind.Float
            || tokens.Is("[")
            || tokens.Is("{")
            || (
                tokens.Current.Kind == LexKind.Name && tokens.Current.Text is not ("else" or "or" or "and" or "if" or "is" or "in" or "not")
            );
        return new Test(value, id, operand ? new CallArguments([Postfix(Primary())], []) : NoArguments, negated, line);
    }
}
