namespace Clt.Plugins.Metrics.Core;

/// <summary>Numbers written with numerals that count in myriads (八百三十六), or with digits and units (3万5千, 3만 5천).</summary>
/// <param name="digits">What each numeral below ten is worth.</param>
/// <param name="units">Ten, a hundred, a thousand, and powers of ten thousand.</param>
internal sealed class HanNumerals(IReadOnlyDictionary<char, int> digits, IReadOnlyDictionary<char, long> units)
{
    private static readonly Dictionary<char, int> ChineseDigits = new()
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

    private static readonly Dictionary<char, long> ChineseUnits = new()
    {
        ['十'] = 10,
        ['百'] = 100,
        ['千'] = 1000,
        ['万'] = 10_000,
        ['萬'] = 10_000,
        ['亿'] = 100_000_000,
        ['億'] = 100_000_000,
    };

    private static readonly Dictionary<char, int> KoreanDigits = new()
    {
        ['영'] = 0,
        ['공'] = 0,
        ['일'] = 1,
        ['이'] = 2,
        ['삼'] = 3,
        ['사'] = 4,
        ['오'] = 5,
        ['육'] = 6,
        ['륙'] = 6,
        ['칠'] = 7,
        ['팔'] = 8,
        ['구'] = 9,
    };

    private static readonly Dictionary<char, long> KoreanUnits = new()
    {
        ['십'] = 10,
        ['백'] = 100,
        ['천'] = 1000,
        ['만'] = 10_000,
        ['억'] = 100_000_000,
        ['조'] = 1_000_000_000_000,
        ['경'] = 10_000_000_000_000_000,
    };

    /// <summary>Chinese and Japanese numerals up to 10^8, as the published rules read them.</summary>
    public static HanNumerals Published { get; } = new(ChineseDigits, ChineseUnits);

    /// <summary>Those with the units above.</summary>
    public static HanNumerals Chinese { get; } =
        new(ChineseDigits, new Dictionary<char, long>(ChineseUnits) { ['兆'] = 1_000_000_000_000, ['京'] = 10_000_000_000_000_000 });

    /// <summary>Sino-Korean numerals in Hangul.</summary>
    public static HanNumerals Korean { get; } = new(KoreanDigits, KoreanUnits);

    public static bool AppliesTo(Language language) => language.Iso639 is "zho" or "cmn" or "jpn" or "yue";

    /// <summary>What the unit that ends at a place is worth, or 0.</summary>
    public long UnitBefore(string text, int end) => end > 0 && units.TryGetValue(text[end - 1], out var unit) ? unit : 0;

    public bool IsUnit(string text, int at) => at < text.Length && units.ContainsKey(text[at]);

    /// <summary>The run of numerals that begins at a place.</summary>
    /// <param name="anyRun">
    /// Whether a single numeral counts; else a run needs two characters, a unit, and a digit or 十 at its start.
    /// </param>
    public bool TryRead(string text, int at, bool anyRun, out Rational value, out int end)
    {
        end = at;
        while (end < text.Length && (digits.ContainsKey(text[end]) || units.ContainsKey(text[end])))
            end++;
        value = 0;
        var run = text.AsSpan(at, end - at);
        if (run.IsEmpty || (!anyRun && !IsNumber(run)))
            return false;
        var sum = new Sum();
        foreach (var c in run)
        {
            if (digits.TryGetValue(c, out var digit))
                sum.Digit(digit);
            else
                sum.Unit(units[c]);
        }

        value = sum.Total;
        return true;
    }

    /// <summary>Goes on from a number in digits that a unit follows: 3万, 3万5千, 1.5万.</summary>
    /// <param name="next">Reads a number in digits at a place; null where none begins.</param>
    public Rational Multiply(Rational first, string text, ref int end, Func<int, (Rational Value, int End)?> next)
    {
        var sum = new Sum();
        sum.Number(first);
        while (true)
        {
            while (IsUnit(text, end))
                sum.Unit(units[text[end++]]);
            if (next(end) is not { } more || !IsUnit(text, more.End))
                return sum.Total;
            sum.Number(more.Value);
            end = more.End;
        }
    }

    private bool IsNumber(ReadOnlySpan<char> run)
    {
        var below = 0;
        foreach (var c in run)
            below += digits.ContainsKey(c) ? 1 : 0;
        return run.Length >= 2 && below < run.Length && (below > 0 || run[0] == '十');
    }

    /// <summary>
    /// Adds digits and units from left to right. Units up to a thousand collect in a section; 10^4 and 10^8 multiply the section.
    /// </summary>
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
                if (below)
                    section += _total;
                var product = (section.Numerator.IsZero ? 1 : section) * unit;
                _total = below ? product : _total + product;
                _section = 0;
            }

            _digit = null;
        }
    }
}
