namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Parses a template's body. A tag outside the subset is an error that names it.</summary>
internal sealed class StatementParser
{
    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;

    private StatementParser(string source)
    {
        _tokens = new TokenReader(Lexer.Run(source));
        _expressions = new ExpressionParser(_tokens);
    }

    public static List<Statement> Parse(string source)
    {
        var parser = new StatementParser(source);
        var body = parser.Body();
        return parser._tokens.Current.Kind == LexKind.End ? body : throw parser._tokens.Unexpected("the end of the template");
    }

    /// <summary>Statements up to a tag named in <paramref name="ends"/>, whose name is the current token then.</summary>
    private List<Statement> Body(params ReadOnlySpan<string> ends)
    {
        var body = new List<Statement>();
        while (_tokens.Current.Kind != LexKind.End)
        {
            var token = _tokens.Take();
            if (token.Kind == LexKind.Text)
            {
                body.Add(new TextOutput(token.Text, token.Line));
            }
            else if (token.Kind == LexKind.OutputBegin)
            {
                body.Add(new Output(_expressions.ParseTuple(), token.Line));
                _tokens.Expect(LexKind.OutputEnd);
            }
            else
            {
                if (ends.Contains(_tokens.Current.Text))
                    return body;
                body.Add(Tag());
            }
        }

        return ends.Length == 0 ? body : throw _tokens.Unexpected($"'{ends[^1]}'");
    }

    private Statement Tag()
    {
        var token = _tokens.Expect(LexKind.Name);
        return _tokens.Nested<Statement>(() =>
            token.Text switch
            {
                "if" => If(token.Line),
                "for" => For(token.Line),
                "set" => Set(token.Line),
                "macro" => Macro(token.Line),
                "call" => CallBlock(token.Line),
                "filter" => FilterBlock(token.Line),
                "with" => With(token.Line),
                "generation" => new Generation(Block("endgeneration"), token.Line),
                "break" => End(new Break(token.Line)),
                "continue" => End(new Continue(token.Line)),
                _ => throw new TemplateFault($"the tag '{token.Text}' is not supported", TemplateFaultKind.Construct, token.Line),
            }
        );
    }

    private T End<T>(T result)
    {
        _tokens.Expect(LexKind.BlockEnd);
        return result;
    }

    /// <summary>The rest of a tag, a body and its closing tag.</summary>
    private List<Statement> Block(string end)
    {
        _tokens.Expect(LexKind.BlockEnd);
        var body = Body(end);
        _tokens.Expect(end);
        return End(body);
    }

    private If If(int line)
    {
        var branches = new List<(Expression?, IReadOnlyList<Statement>)>();
        var condition = _expressions.ParseTuple();
        while (true)
        {
            _tokens.Expect(LexKind.BlockEnd);
            branches.Add((condition, Body("elif", "else", "endif")));
            if (_tokens.TryTake("elif"))
            {
                condition = _expressions.ParseTuple();
                continue;
            }

            if (_tokens.TryTake("else"))
                branches.Add((null, Block("endif")));
            else
                End(_tokens.Take());
            return new If(branches, line);
        }
    }

    private For For(int line)
    {
        var target = Target("in");
        _tokens.Expect("in");
        var items = _expressions.ParseTupleWithoutConditional();
        var filter = _tokens.TryTake("if") ? _expressions.Parse() : null;
        if (_tokens.Is("recursive"))
            throw new TemplateFault("the loop is recursive, which is not supported", TemplateFaultKind.Construct, line);
        _tokens.Expect(LexKind.BlockEnd);
        var body = Body("else", "endfor");
        if (_tokens.TryTake("else"))
            return new For(target, items, filter, body, Block("endfor"), line);
        _tokens.Expect("endfor");
        return End(new For(target, items, filter, body, [], line));
    }

    /// <summary>A name, or several with commas between, in brackets or not; those in brackets may hold others.</summary>
    private Target Target(string end)
    {
        var parts = new List<Target> { SingleTarget() };
        if (!_tokens.Is(","))
            return parts[0];
        while (_tokens.TryTake(",") && !_tokens.Is(end))
            parts.Add(SingleTarget());
        return new Target(null, parts);
    }

    private Target SingleTarget()
    {
        if (_tokens.Current.Kind == LexKind.Name)
            return new Target(_tokens.Take().Text, []);
        var close = _tokens.Is("[") ? "]" : ")";
        if (!_tokens.TryTake("["))
            _tokens.Expect("(");
        var target = _tokens.Nested(() => Target(close));
        _tokens.Expect(close);
        return target;
    }

    private Statement Set(int line)
    {
        var target = Target("=");
        var member = target.Id is not null && _tokens.TryTake(".") ? _tokens.Expect(LexKind.Name).Text : null;
        if (_tokens.TryTake("="))
            return End(new Set(target, member, _expressions.ParseTuple(), line));
        var value = _expressions.FilterChain(new Captured(line), bare: false);
        return new SetBlock(target, member, value, Block("endset"), line);
    }

    private Macro Macro(int line)
    {
        var id = _tokens.Expect(LexKind.Name).Text;
        return MacroWith(id, Parameters(), "endmacro", line);
    }

    private CallBlock CallBlock(int line)
    {
        var parameters = _tokens.Is("(") ? Parameters() : [];
        var call =
            _expressions.Parse() as Call
            ?? throw new TemplateFault("a call block calls a macro: {% call name(…) %}", TemplateFaultKind.Construct, line);
        return new CallBlock(call, MacroWith("caller", parameters, "endcall", line), line);
    }

    private Macro MacroWith(string id, List<(string, Expression?)> parameters, string end, int line)
    {
        var start = _tokens.Position;
        var body = Block(end);
        return new Macro(id, parameters, body, _tokens.NamesFrom(start, "varargs", "kwargs", "caller"), line);
    }

    private FilterBlock FilterBlock(int line)
    {
        var value = _expressions.FilterChain(new Captured(line), bare: true);
        return new FilterBlock(value, Block("endfilter"), line);
    }

    private With With(int line)
    {
        var values = new List<(Target, Expression)>();
        while (_tokens.Current.Kind != LexKind.BlockEnd)
        {
            if (values.Count > 0)
                _tokens.Expect(",");
            var target = SingleTarget();
            _tokens.Expect("=");
            values.Add((target, _expressions.Parse()));
        }

        return new With(values, Block("endwith"), line);
    }

    private List<(string Name, Expression? Default)> Parameters()
    {
        var parameters = new List<(string, Expression?)>();
        _tokens.Expect("(");
        while (!_tokens.TryTake(")"))
        {
            var name = _tokens.Expect(LexKind.Name).Text;
            var fallback = _tokens.TryTake("=") ? _expressions.Parse() : null;
            if (fallback is null && name == "caller")
                throw new TemplateFault("a parameter 'caller' needs a default", TemplateFaultKind.Construct, _tokens.Current.Line);
            if (fallback is null && parameters.Any(p => p.Item2 is not null))
                throw _tokens.Unexpected("a default, as before");
            parameters.Add((name, fallback));
            if (!_tokens.Is(")"))
                _tokens.Expect(",");
        }

        return parameters;
    }
}
