namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Makes macros, and the bodies of call blocks, into functions that bind their arguments as Jinja's do.</summary>
internal static class MacroCall
{
    private const string Caller = "caller";

    /// <param name="macro">Parameters and body.</param>
    /// <param name="definition">Where it stands: what it sees beside its arguments.</param>
    /// <param name="evaluator">Computes defaults, each of which sees the parameters before it.</param>
    /// <param name="write">Runs the body, and gives what it writes.</param>
    public static Callable Define(
        Macro macro,
        Scope definition,
        Evaluator evaluator,
        Func<IReadOnlyList<Statement>, Scope, string> write
    ) => (positional, named) => write(macro.Body, Bind(macro, definition, evaluator, positional, new Dictionary<string, object?>(named)));

    private static Scope Bind(
        Macro macro,
        Scope definition,
        Evaluator evaluator,
        IReadOnlyList<object?> positional,
        Dictionary<string, object?> named
    )
    {
        var scope = new Scope(definition);
        for (var i = 0; i < macro.Parameters.Count; i++)
        {
            var (name, fallback) = macro.Parameters[i];
            scope[name] =
                i < positional.Count ? positional[i]
                : named.Remove(name, out var value) ? value
                : fallback is not null ? evaluator.Evaluate(fallback, scope)
                : new Undefined($"the parameter '{name}' was not provided");
        }

        if (macro.Names.Contains(Caller) && macro.Parameters.All(p => p.Name != Caller))
            scope[Caller] = named.Remove(Caller, out var caller) ? caller : new Undefined("no caller is defined");
        if (macro.Names.Contains("kwargs"))
            scope["kwargs"] = Dictionary(named);
        else if (named.Count > 0)
            throw new TemplateFault($"the macro '{macro.Id}' takes no argument '{named.Keys.First()}'");
        if (macro.Names.Contains("varargs"))
            scope["varargs"] = JinjaList.Tuple([.. positional.Skip(macro.Parameters.Count)]);
        else if (positional.Count > macro.Parameters.Count)
            throw new TemplateFault($"the macro '{macro.Id}' takes at most {macro.Parameters.Count} arguments");
        return scope;
    }

    private static JinjaDict Dictionary(Dictionary<string, object?> named)
    {
        var dict = new JinjaDict();
        foreach (var (name, value) in named)
            dict.Put(name, value);
        return dict;
    }
}
