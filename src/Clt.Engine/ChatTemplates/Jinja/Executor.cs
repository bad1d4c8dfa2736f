using System.Runtime.CompilerServices;
using System.Text;

namespace Clt.Engine.ChatTemplates.Jinja;

/// <summary>Runs a template's statements and notes where its {% generation %} blocks stand in the output.</summary>
internal sealed class Executor
{
    private readonly Budget _budget = new();
    private readonly Evaluator _evaluator;
    private readonly StringBuilder _root = new();
    private StringBuilder _output;

    public Executor()
    {
        _evaluator = new Evaluator(_budget);
        _output = _root;
    }

    private enum Flow
    {
        Next,
        Break,
        Continue,
    }

    /// <summary>Half-open ranges of the output, in order.</summary>
    public List<(int Start, int End)> Spans { get; } = [];

    public string Run(IReadOnlyList<Statement> template, Scope scope)
    {
        _budget.Run(() => Execute(template, scope));
        return _root.ToString();
    }

    private Flow Execute(IReadOnlyList<Statement> body, Scope scope)
    {
        foreach (var statement in body)
        {
            _budget.Step();
            var flow = Execute(statement, scope);
            if (flow != Flow.Next) return flow;
        }

        return Flow.Next;
    }

    private Flow Execute(Statement statement, Scope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (statement)
        {
            case TextOutput text: Write(text.Text); break;
            case Output output: Write(Py.Text(_evaluator.Evaluate(output.Value, scope))); break;
            case If branch: return Branch(branch, scope);
            case For loop: Loop(loop, scope); break;
            case Set set: Assign(set, scope); break;
            case SetBlock block: scope[block.Target] = Capture(block.Body, new Scope(scope)); break;
            case Macro macro: scope[macro.Id] = Define(macro, scope); break;
            case Generation generation: Generate(generation, scope); break;
            case Break: return Flow.Break;
            case Continue: return Flow.Continue;
        }

        return Flow.Next;
    }

    private Flow Branch(If branch, Scope scope)
    {
        foreach (var (condition, body) in branch.Branches)
        {
            if (condition is null || Py.IsTrue(_evaluator.Evaluate(condition, scope))) return Execute(body, scope);
        }

        return Flow.Next;
    }

    private void Loop(For loop, Scope scope)
    {
        var items = Py.Iterate(_evaluator.Evaluate(loop.Items, scope));
        if (loop.Filter is { } filter) items = items.Where(item => Py.IsTrue(_evaluator.Evaluate(filter, Turn(loop, item, scope)))).ToList();
        if (items.Count == 0) Execute(loop.Else, new Scope(scope));
        for (var i = 0; i < items.Count; i++)
        {
            _budget.Step();
            var turn = Turn(loop, items[i], scope);
            turn["loop"] = LoopState.At(items, i);
            if (Execute(loop.Body, turn) == Flow.Break) return;
        }
    }

    private static Scope Turn(For loop, object? item, Scope scope)
    {
        var turn = new Scope(scope);
        Unpack(loop.Targets, item, turn, loop.Line);
        return turn;
    }

    private static void Unpack(IReadOnlyList<string> targets, object? value, Scope scope, int line)
    {
        if (targets.Count == 1)
        {
            scope[targets[0]] = value;
            return;
        }

        var items = Py.Iterate(value);
        if (items.Count != targets.Count) throw new TemplateFault($"{items.Count} values do not unpack to {targets.Count} names", line);
        for (var i = 0; i < items.Count; i++) scope[targets[i]] = items[i];
    }

    private void Assign(Set set, Scope scope)
    {
        var value = _evaluator.Evaluate(set.Value, scope);
        if (set.Member is not { } member) Unpack(set.Targets, value, scope, set.Line);
        else if (scope.Get(set.Targets[0]) is JinjaNamespace space) space.Members[member] = value;
        else throw new TemplateFault($"'{set.Targets[0]}' is no namespace, so that its '{member}' cannot be set", set.Line);
    }

    private Callable Define(Macro macro, Scope definition) => (positional, named) =>
    {
        if (positional.Count > macro.Parameters.Count) throw new TemplateFault($"'{macro.Id}' takes at most {macro.Parameters.Count} arguments");
        if (named.Keys.FirstOrDefault(n => macro.Parameters.All(p => p.Name != n)) is { } unknown)
            throw new TemplateFault($"'{macro.Id}' takes no argument '{unknown}'");
        var scope = new Scope(definition);
        for (var i = 0; i < macro.Parameters.Count; i++)
        {
            var (name, fallback) = macro.Parameters[i];
            scope[name] = i < positional.Count ? positional[i]
                : named.TryGetValue(name, out var value) ? value
                : fallback is not null ? _evaluator.Evaluate(fallback, scope)
                : new Undefined($"the parameter '{name}' was not provided");
        }

        return Capture(macro.Body, scope);
    };

    private string Capture(IReadOnlyList<Statement> body, Scope scope)
    {
        _budget.Enter();
        var outer = _output;
        _output = new StringBuilder();
        try
        {
            Execute(body, scope);
            return _output.ToString();
        }
        finally
        {
            _output = outer;
            _budget.Leave();
        }
    }

    private void Generate(Generation generation, Scope scope)
    {
        var start = _root.Length;
        Execute(generation.Body, new Scope(scope));
        if (!ReferenceEquals(_output, _root)) throw new TemplateFault("a generation block stands inside a macro or set block", generation.Line);
        Spans.Add((start, _root.Length));
    }

    private void Write(string text)
    {
        _budget.Write(text.Length);
        _output.Append(text);
    }
}
