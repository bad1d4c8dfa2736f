namespace Clt.Engine.ChatTemplates.Jinja;

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
                if (ends.Contains(_tokens.Current.Text)) return body;
                body.Add(Tag());
            }
        }

        return ends.Length == 0 ? body : throw _tokens.Unexpected($"'{ends[^1]}'");
    }

    private Statement Tag()
    {
        var token = _tokens.Expect(LexKind.Name);
        return _tokens.Nested<Statement>(() => token.Text switch
        {
            "if" => If(token.Line),
            "for" => For(token.Line),
            "set" => Set(token.Line),
            "macro" => Macro(token.Line),
            "generation" => new Generation(Block("endgeneration"), token.Line),
            "break" => End(new Break(token.Line)),
            "continue" => End(new Continue(token.Line)),
            _ => throw new TemplateFault($"the tag '{token.Text}' is not supported", token.Line),
        });
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

            if (_tokens.TryTake("else")) branches.Add((null, Block("endif")));
            else End(_tokens.Take());
            return new If(branches, line);
        }
    }

    private For For(int line)
    {
        var targets = Targets();
        _tokens.Expect("in");
        var items = _expressions.ParseWithoutConditional();
        var filter = _tokens.TryTake("if") ? _expressions.Parse() : null;
        _tokens.Expect(LexKind.BlockEnd);
        var body = Body("else", "endfor");
        if (_tokens.TryTake("else")) return new For(targets, items, filter, body, Block("endfor"), line);
        _tokens.Expect("endfor");
        return End(new For(targets, items, filter, body, [], line));
    }

    private List<string> Targets()
    {
        var bracketed = _tokens.TryTake("(");
        var targets = new List<string> { _tokens.Expect(LexKind.Name).Text };
        while (_tokens.TryTake(",")) targets.Add(_tokens.Expect(LexKind.Name).Text);
        if (bracketed) _tokens.Expect(")");
        return targets;
    }

    private Statement Set(int line)
    {
        var targets = Targets();
        var member = _tokens.TryTake(".") ? _tokens.Expect(LexKind.Name).Text : null;
        if (_tokens.TryTake("=")) return End(new Set(targets, member, _expressions.ParseTuple(), line));
        if (targets.Count > 1 || member is not null) throw _tokens.Unexpected("'='");
        return new SetBlock(targets[0], Block("endset"), line);
    }

    private Macro Macro(int line)
    {
        var id = _tokens.Expect(LexKind.Name).Text;
        var parameters = new List<(string, Expression?)>();
        _tokens.Expect("(");
        while (!_tokens.TryTake(")"))
        {
            var name = _tokens.Expect(LexKind.Name).Text;
            parameters.Add((name, _tokens.TryTake("=") ? _expressions.Parse() : null));
            if (!_tokens.Is(")")) _tokens.Expect(",");
        }

        return new Macro(id, parameters, Block("endmacro"), line);
    }
}
