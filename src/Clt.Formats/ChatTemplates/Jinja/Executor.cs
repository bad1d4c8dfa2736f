using System.Runtime.CompilerServices;
using System.Text;

namespace Clt.Formats.ChatTemplates.Jinja;

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
            var flow = ExecuteAt(statement, scope);
            if (flow != Flow.Next)
                return flow;
        }

        return Flow.Next;
    }

    private Flow ExecuteAt(Statement statement, Scope scope)
    {
        try
        {
            return Execute(statement, scope);
        }
        catch (TemplateFault fault) when (fault.Line == 0)
        {
            throw fault.At(statement.Line);
        }
    }

    private Flow Execute(Statement statement, Scope scope)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (statement)
        {
            case TextOutput text:
                Write(text.Text);
                break;
            case Output output:
                Write(Py.Text(_evaluator.Evaluate(output.Value, scope)));
                break;
            case If branch:
                return Branch(branch, scope);
            case For loop:
                Loop(loop, scope);
                break;
            case Set set:
                Assign(set.Target, set.Member, _evaluator.Evaluate(set.Value, scope), scope, set.Line);
                break;
            case SetBlock block:
                Assign(block.Target, block.Member, Filtered(block.Value, block.Body, scope), scope, block.Line);
                break;
            case Macro macro:
                scope[macro.Id] = MacroCall.Define(macro, scope, _evaluator, Capture);
                break;
            case CallBlock call:
                Call(call, scope);
                break;
            case FilterBlock filter:
                Write(Py.Text(Filtered(filter.Value, filter.Body, scope)));
                break;
            case With with:
                return Execute(with.Body, Bound(with, scope));
            case Generation generation:
                Generate(generation, scope);
                break;
            case Break:
                return Flow.Break;
            case Continue:
                return Flow.Continue;
        }

        return Flow.Next;
    }

    private Flow Branch(If branch, Scope scope)
    {
        foreach (var (condition, body) in branch.Branches)
        {
            if (condition is null || Py.IsTrue(_evaluator.Evaluate(condition, scope)))
                return Execute(body, scope);
        }

        return Flow.Next;
    }

    private void Loop(For loop, Scope scope)
    {
        var items = Py.Iterate(_evaluator.Evaluate(loop.Items, scope));
        if (loop.Filter is { } filter)
            items = items.Where(item => Py.IsTrue(_evaluator.Evaluate(filter, Turn(loop, item, scope)))).ToList();
        if (items.Count == 0)
            Execute(loop.Else, new Scope(scope));
        var state = new LoopState(items);
        for (var i = 0; i < items.Count; i++)
        {
            _budget.Step();
            var turn = Turn(loop, items[i], scope);
            turn["loop"] = state;
            state.Index = i;
            if (Execute(loop.Body, turn) == Flow.Break)
                return;
        }
    }

    private static Scope Turn(For loop, object? item, Scope scope)
    {
        var turn = new Scope(scope);
        Unpack(loop.Target, item, turn, loop.Line);
        return turn;
    }

    private static void Unpack(Target target, object? value, Scope scope, int line)
    {
        if (target.Id is { } name)
        {
            scope[name] = value;
            return;
        }

        var items = Py.Iterate(value);
        if (items.Count != target.Parts.Count)
            throw new TemplateFault($"{items.Count} values do not unpack to {target.Parts.Count} names", line);
        for (var i = 0; i < items.Count; i++)
            Unpack(target.Parts[i], items[i], scope, line);
    }

    private static void Assign(Target target, string? member, object? value, Scope scope, int line)
    {
        if (member is null)
            Unpack(target, value, scope, line);
        else if (scope.Get(target.Id!) is JinjaNamespace space)
            space.Members[member] = value;
        else
            throw new TemplateFault($"'{target.Id}' is no namespace, so that its '{member}' cannot be set", line);
    }

    /// <summary>What a body writes, through filters.</summary>
    private object? Filtered(Expression value, IReadOnlyList<Statement> body, Scope scope) =>
        _evaluator.Evaluate(value, new Scope(scope) { [Evaluator.CapturedText] = Capture(body, new Scope(scope)) });

    private void Call(CallBlock block, Scope scope)
    {
        var caller = MacroCall.Define(block.Caller, scope, _evaluator, Capture);
        Write(Py.Text(_evaluator.Invoke(block.Call, scope, caller)));
    }

    private Scope Bound(With with, Scope scope)
    {
        var inner = new Scope(scope);
        foreach (var (target, value) in with.Values)
            Unpack(target, _evaluator.Evaluate(value, scope), inner, with.Line);
        return inner;
    }

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
        if (!ReferenceEquals(_output, _root))
            throw new TemplateFault("a generation block stands inside a macro or set block", generation.Line);
        Spans.Add((start, _root.Length));
    }

    private void Write(string text)
    {
        _budget.Write(text.Length);
        _output.Append(text);
    }
}
