namespace Clt.Plugins.Metrics.Core;

/// <summary>Numbers written with Chinese numerals (八百三十六) or with digits and units (3万5千), in Chinese and Japanese.</summary>
internal static class HanNumerals
{
    private static readonly Dictionary<char, int> Digits = new()
    {
        ['零'] = 0,
        ['〇'] = 0,
        ['一'] = 1,
        ['二'] = 2,
        ['两'] = 2,
        ['兩'] = 2,
        ['三'] = 3,
        ['四'] = 4,
        ['五'] = 5,
        ['六'] = 6,
        ['七'] = 7,
        ['八'] = 8,
        ['九'] = 9,
    };

    private static readonly Dictionary<char, long> Units = new()
    {
        ['十'] = 10,
        ['百'] = 100,
        ['千'] = 1000,
        ['万'] = 10_000,
        ['萬'] = 10_000,
        ['亿'] = 100_000_000,
        ['億'] = 100_000_000,
    };

    public static bool AppliesTo(Language language) => language.Iso639 is "zho" or "cmn" or "jpn" or "yue";

    public static bool IsUnit(string text, int at) => at < text.Length && Units.ContainsKey(text[at]);

    /// <summary>The run of numerals that begins at a place.</summary>
    /// <param name="anyRun">Whether a single numeral counts; else a run needs two characters, a unit, and a digit or 十 at its start.</param>
    public static bool TryRead(string text, int at, bool anyRun, out Rational value, out int end)
    {
        end = at;
        while (end < text.Length && (Digits.ContainsKey(text[end]) || Units.ContainsKey(text[end]))) end++;
        value = 0;
        var run = text.AsSpan(at, end - at);
        if (run.IsEmpty || (!anyRun && !IsNumber(run))) return false;
        var sum = new Sum();
        foreach (var c in run)
        {
            if (Digits.TryGetValue(c, out var digit)) sum.Digit(digit);
            else sum.Unit(Units[c]);
        }

        value = sum.Total;
        return true;
    }

    /// <summary>Goes on from a number in digits that a unit follows: 3万, 3万5千, 1.5万.</summary>
    /// <param name="next">Reads a number in digits at a place; null where none begins.</param>
    public static Rational Multiply(Rational first, string text, ref int end, Func<int, (Rational Value, int End)?> next)
    {
        var sum = new Sum();
        sum.Number(first);
        while (true)
        {
            while (IsUnit(text, end)) sum.Unit(Units[text[end++]]);
            if (next(end) is not { } more || !IsUnit(text, more.End)) return sum.Total;
            sum.Number(more.Value);
            end = more.End;
        }
    }

    private static bool IsNumber(ReadOnlySpan<char> run)
    {
        var (digits, units) = (0, 0);
        foreach (var c in run) (digits, units) = Digits.ContainsKey(c) ? (digits + 1, units) : (digits, units + 1);
        return run.Length >= 2 && units > 0 && (digits > 0 || run[0] == '十');
    }

    /// <summary>Adds digits and units from left to right. Units up to a thousand collect in a section; 10^4 and 10^8 multiply the section.</summary>
    private sealed class Sum
    {
        private Rational _total = 0;
        private Rational _section = 0;
        private Rational? _digit;

        public Rational Total => _total + _section + (_digit ?? 0);

        // Digits without units in between are positional: 二〇二五 is 2025.
        public void Digit(int digit) => _digit = _digit is { } before ? (before * 10) + digit : digit;

        public void Number(Rational value) => _digit = value;

        public void Unit(long unit)
        {
            if (unit <= 1000)
            {
                _section += (_digit ?? 1) * unit;
            }
            else
            {
                var section = _section + (_digit ?? 0);
                var below = _total.Numerator < unit * _total.Denominator;
                if (below) section += _total;
                var product = (section.Numerator.IsZero ? 1 : section) * unit;
                _total = below ? product : _total + product;
                _section = 0;
            }

            _digit = null;
        }
    }
}
