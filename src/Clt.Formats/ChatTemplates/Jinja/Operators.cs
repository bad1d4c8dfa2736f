namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>Arithmetic and comparison with Python's types and errors.</summary>
internal static class Operators
{
    public static object? Apply(string op, object? a, object? b) =>
        (op, a, b) switch
        {
            ("~", _, _) => Py.Text(a) + Py.Text(b),
            (_, Undefined u, _) => throw new TemplateFault(u.Hint),
            (_, _, Undefined u) => throw new TemplateFault(u.Hint),
            ("+", string x, string y) => x + y,
            ("+", JinjaList { IsListOrTuple: true } x, JinjaList y) when x.Kind == y.Kind => new JinjaList(
                [.. x.Items, .. y.Items],
                x.Kind
            ),
            ("*", string s, _) when Py.Integer(b) is { } n => Repeat(s, n),
            ("*", _, string s) when Py.Integer(a) is { } n => Repeat(s, n),
            ("*", JinjaList { IsListOrTuple: true } x, _) when Py.Integer(b) is { } n => Repeat(x, n),
            ("*", _, JinjaList { IsListOrTuple: true } x) when Py.Integer(a) is { } n => Repeat(x, n),
            ("%", string s, _) => PyFormat.Percent(s, b),
            _ when Py.Integer(a) is { } x && Py.Integer(b) is { } y => Integers(op, x, y),
            _ when Py.Number(a) is { } x && Py.Number(b) is { } y => Floats(op, x, y),
            _ => throw new TemplateFault($"'{op}' is not supported between {Py.TypeName(a)} and {Py.TypeName(b)}"),
        };

    public static bool Holds(string op, object? a, object? b) =>
        op switch
        {
            "==" => Py.AreEqual(a, b),
            "!=" => !Py.AreEqual(a, b),
            "in" => Contains(b, a),
            "not in" => !Contains(b, a),
            _ when a is Undefined || b is Undefined => throw new TemplateFault("an undefined value cannot be compared"),
            "<" => Py.Compare(a, b) < 0,
            "<=" => Py.Compare(a, b) <= 0,
            ">" => Py.Compare(a, b) > 0,
            _ => Py.Compare(a, b) >= 0,
        };

    public static bool Contains(object? container, object? item) =>
        container switch
        {
            string s => item is string part
                ? s.Contains(part, StringComparison.Ordinal)
                : throw new TemplateFault("'in' a string takes a string"),
            JinjaDict dict => dict.TryGet(item, out _),
            _ => Py.Iterate(container).Any(i => Py.AreEqual(i, item)),
        };

    private static string Repeat(string text, long count)
    {
        if (count > 0)
            Budget.Limit(count > Budget.MostCharacters ? count : text.Length * count);
        return count <= 0 ? "" : string.Concat(Enumerable.Repeat(text, (int)count));
    }

    private static JinjaList Repeat(JinjaList list, long count)
    {
        if (count > 0)
            Budget.Limit(count > Budget.MostCharacters ? count : list.Items.Count * count);
        return new JinjaList([.. Enumerable.Range(0, (int)Math.Max(0, count)).SelectMany(_ => list.Items)], list.Kind);
    }

    private static object Integers(string op, long a, long b)
    {
        try
        {
            return op switch
            {
                "+" => (object)checked(a + b),
                "-" => checked(a - b),
                "*" => checked(a * b),
                "/" when b != 0 => (double)a / b,
                "//" when b != 0 => (a / b) - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0),
                "%" when b != 0 => ((a % b) + b) % b,
                "**" => b >= 0 ? WholePower(a, b)
                : a != 0 ? Math.Pow(a, b)
                : throw new TemplateFault("division by zero"),
                _ => throw new TemplateFault("division by zero"),
            };
        }
        catch (OverflowException)
        {
            throw new TemplateFault("a whole number is beyond 64 bits");
        }
    }

    private static object WholePower(long a, long b)
    {
        if (b == 0 || a == 1)
            return 1L;
        if (a is 0 or -1)
            return a * (b % 2 == 0 ? a : 1);
        if (b > 63)
            throw new TemplateFault("a whole number is beyond 64 bits");
        var power = System.Numerics.BigInteger.Pow(a, (int)b);
        return power >= long.MinValue && power <= long.MaxValue ? (long)power : throw new TemplateFault("a whole number is beyond 64 bits");
    }

    private static double Power(double a, double b)
    {
        var power = Math.Pow(a, b);
        return double.IsFinite(power) || !double.IsFinite(a) || !double.IsFinite(b)
            ? power
            : throw new TemplateFault($"{Py.Float(a)} ** {Py.Float(b)} is no finite number");
    }

    /// <summary>The exact remainder, with the divisor's sign.</summary>
    private static double Remainder(double a, double b)
    {
        var rest = a % b;
        return rest != 0 && (b < 0) != (rest < 0) ? rest + b : rest;
    }

    /// <summary>The whole number that goes with the remainder, whatever a / b rounds to.</summary>
    private static double Quotient(double a, double b) => Math.Round((a - Remainder(a, b)) / b);

    private static object Floats(string op, double a, double b) =>
        op switch
        {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" when b != 0 => a / b,
            "//" when b != 0 => Quotient(a, b),
            "%" when b != 0 => Remainder(a, b),
            "**" => Power(a, b),
            _ => throw new TemplateFault("division by zero"),
        };
}
