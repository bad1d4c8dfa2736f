using System.Runtime.CompilerServices;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Computes expressions.</summary>
internal sealed class Evaluator(Budget budget)
{
    /// <summary>Under which a scope has what a filter or set block wrote; no template can write that name.</summary>
    public const string CapturedText = "a block";

    public object? Evaluate(Expression expression, Scope scope)
    {
        budget.Step();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        try
        {
            return expression switch
            {
                Literal literal => literal.Value,
                Name name => scope.Get(name.Id),
                Captured => scope.Get(CapturedText),
                Attribute attribute => Members.Of(Evaluate(attribute.Of, scope), attribute.Id),
                Subscript subscript => Members.At(Evaluate(subscript.Of, scope), Evaluate(subscript.Key, scope)),
                SliceOf slice => Sliced(slice, scope),
                Binary binary => Combine(binary, scope),
                Comparison comparison => Compare(comparison, scope),
                Unary unary => Apply(unary.Operator, Evaluate(unary.Of, scope)),
                Conditional conditional => Choose(conditional, scope),
                Filter filter => Filtered(filter, scope),
                Test test => Tests.Apply(test.Id, Evaluate(test.Of, scope), Arguments(test.Arguments, scope)) != test.Negated,
                Call call => Invoke(call, scope),
                ListLiteral list => new JinjaList(
                    [.. list.Items.Select(i => Evaluate(i, scope))],
                    list.IsTuple ? SequenceKind.Tuple : SequenceKind.List
                ),
                DictLiteral dict => Dictionary(dict, scope),
                _ => throw new InvalidOperationException(expression.GetType().Name),
            };
        }
        catch (TemplateFault fault) when (fault.Line == 0)
        {
            throw fault.At(expression.Line);
        }
    }

    public Arguments Arguments(CallArguments arguments, Scope scope)
    {
        var positional = arguments.Positional.Select(a => Evaluate(a, scope)).ToList();
        var named = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments.Named)
        {
            if (!named.TryAdd(name, Evaluate(value, scope)))
                throw new TemplateFault($"the argument '{name}' is given twice", TemplateFaultKind.Construct);
        }

        if (arguments.Rest is { } rest)
            positional.AddRange(Py.Iterate(Evaluate(rest, scope)));
        if (arguments.NamedRest is not { } namedRest)
            return new Arguments(positional, named);
        var more = Evaluate(namedRest, scope) as JinjaDict ?? throw new TemplateFault("** takes a mapping");
        foreach (var pair in more.Pairs.Cast<JinjaList>())
        {
            if (!named.TryAdd(Py.Text(pair.Items[0]), pair.Items[1]))
                throw new TemplateFault($"the argument '{pair.Items[0]}' is given twice");
        }

        return new Arguments(positional, named);
    }

    private object? Combine(Binary binary, Scope scope)
    {
        var left = Evaluate(binary.Left, scope);
        if (binary.Operator == "and")
            return Py.IsTrue(left) ? Evaluate(binary.Right, scope) : left;
        if (binary.Operator == "or")
            return Py.IsTrue(left) ? left : Evaluate(binary.Right, scope);
        budget.Charge(left);
        var result = Operators.Apply(binary.Operator, left, Evaluate(binary.Right, scope));
        return Made(result);
    }

    private object Compare(Comparison comparison, Scope scope)
    {
        var left = Evaluate(comparison.First, scope);
        foreach (var (op, next) in comparison.Rest)
        {
            var right = Evaluate(next, scope);
            budget.Charge(left);
            budget.Charge(right);
            if (!Operators.Holds(op, left, right))
                return false;
            left = right;
        }

        return true;
    }

    private static object? Apply(string op, object? value) =>
        op switch
        {
            "not" => !Py.IsTrue(value),
            "-" => Operators.Apply("-", 0L, value),
            _ => Operators.Apply("+", 0L, value),
        };

    private object? Choose(Conditional conditional, Scope scope)
    {
        if (Py.IsTrue(Evaluate(conditional.Condition, scope)))
            return Evaluate(conditional.Then, scope);
        return conditional.Else is { } other ? Evaluate(other, scope) : new Undefined("an inline if without else is undefined");
    }

    private object? Sliced(SliceOf slice, Scope scope)
    {
        var value = Evaluate(slice.Of, scope);
        object? Bound(Expression? bound) => bound is null ? null : Evaluate(bound, scope);
        return value is Undefined u
            ? throw new TemplateFault(u.Hint)
            : Sequences.Slice(value, Bound(slice.From), Bound(slice.To), Bound(slice.Step));
    }

    private object? Filtered(Filter filter, Scope scope)
    {
        var value = Evaluate(filter.Of, scope);
        budget.Charge(value);
        var result = Filters.Apply(filter.Id, value, Arguments(filter.Arguments, scope));
        return Made(result);
    }

    /// <summary>Calls what a call block names, with its body as the argument "caller".</summary>
    public object? Invoke(Call call, Scope scope, Callable? caller = null)
    {
        var function = Evaluate(call.Of, scope);
        if (function is Undefined undefined)
            throw new TemplateFault(undefined.Hint);
        var arguments = Arguments(call.Arguments, scope);
        if (caller is not null)
            arguments = arguments with { Named = new Dictionary<string, object?>(arguments.Named) { ["caller"] = caller } };

        // A method's work grows with the value that it is of.
        if (call.Of is Attribute method)
            budget.Charge(Evaluate(method.Of, scope));
        var result = function is Callable callable
            ? callable(arguments.Positional, arguments.Named)
            : throw new TemplateFault($"{Py.TypeName(function)} cannot be called");
        return Made(result);
    }

    private object? Made(object? result)
    {
        if (result is string text)
            budget.Write(text.Length);
        budget.Charge(result);
        return result;
    }

    private JinjaDict Dictionary(DictLiteral literal, Scope scope)
    {
        var dict = new JinjaDict();
        foreach (var (key, value) in literal.Items)
            dict.Put(Evaluate(key, scope), Evaluate(value, scope));
        return dict;
    }
}
