using System.Text.RegularExpressions;

namespace Clt.Formats.Tokenization.Text.Patterns;

/// <summary>
/// Translates a pattern of Oniguruma (Ruby's syntax, in which the tokenizers library reads them) into .NET's, with sets of code points in
/// place of all characters and classes. What is not translated is refused by its name.
/// </summary>
/// <remarks>Source: Oniguruma's doc/RE and doc/SYNTAX.md. Groups do not capture: split patterns ask for whole matches only.</remarks>
internal sealed partial class PatternParser
{
    private readonly PatternReader _reader;
    private bool _ignoreCase;
    private bool _dotAll;
    private bool _extended;

    private PatternParser(string pattern) => _reader = new PatternReader(pattern);

    /// <exception cref="PatternFault">The pattern is wrong, or has a construct that is not translated.</exception>
    public static IReadOnlyList<PatternPart> Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var parts = parser.Alternatives();
        return parser._reader.IsAtEnd ? parts : throw parser._reader.Fault("a closing parenthesis without its opening one");
    }

    /// <summary>Up to the end or a closing parenthesis. Options that are switched on inside hold to its end.</summary>
    private List<PatternPart> Alternatives()
    {
        _reader.Enter();
        var options = (_ignoreCase, _dotAll, _extended);
        var parts = new List<PatternPart>();
        while (!_reader.IsAtEnd && _reader.Peek != ')')
        {
            if (_extended && _reader.TakeMatch(Blank(), out _))
                continue;
            if (_reader.Take('|'))
                parts.Add("|");
            else
                parts.AddRange(Quantified(Atom()));
        }

        (_ignoreCase, _dotAll, _extended) = options;
        _reader.Leave();
        return parts;
    }

    private List<PatternPart> Quantified(List<PatternPart> atom)
    {
        while (true)
        {
            if (_extended && _reader.TakeMatch(Blank(), out _))
                continue;
            if (_reader.TakeMatch(Simple(), out var simple))
            {
                var (count, suffix) = (simple.Value[..1], simple.Value[1..]);
                atom = suffix == "+" ? ["(?>", .. Whole(atom), count, ")"] : [.. Whole(atom), count + suffix];
            }
            else if (_reader.TakeMatch(Interval(), out var interval) && interval.Value != "{,}")
            {
                // {n}? is an option of {n} in Ruby's syntax, and + behind an interval repeats it.
                var (from, to) = (interval.Groups[1].Value, interval.Groups[2].Value);
                var count = $"{{{(from.Length == 0 ? "0" : from)}{to}}}";
                atom = [.. Whole(atom), to.Length > 1 && _reader.Take('?') ? count + "?" : count];
            }
            else
            {
                return atom;
            }
        }
    }

    /// <summary>Something that a quantifier can stand behind.</summary>
    private static List<PatternPart> Whole(List<PatternPart> atom) => atom is [{ Set: not null }] ? atom : ["(?:", .. atom, ")"];

    private List<PatternPart> Atom()
    {
        if (_reader.Peek == '\\')
            return Escape();
        if (_reader.Take('('))
            return Group();
        if (_reader.Take('['))
            return [new SetParser(_reader, _ignoreCase).Read()];
        if (_reader.Take('.'))
            return [_dotAll ? UnicodeSets.Named("any")! : ~UnicodeSets.Newline];
        if (_reader.Take('^'))
            return ["(?:\\A|(?<=", UnicodeSets.Newline, ")(?!\\z))"];
        if (_reader.Take('$'))
            return ["(?=", UnicodeSets.Newline, "|\\z)"];
        if (_reader.Peek is '*' or '+' or '?')
            throw _reader.Fault("a quantifier with nothing before it");
        return [Cased(CodePointSet.Of(_reader.TakeRune().Value))];
    }

    private List<PatternPart> Escape()
    {
        if (Escapes.Class(_reader) is { } named)
            return [named];
        if (!_reader.TakeMatch(Assertion(), out var match))
            return [Cased(CodePointSet.Of(Escapes.Character(_reader, inSet: false)))];
        return match.Value[1] switch
        {
            'A' => ["\\A"],
            'z' => ["\\z"],
            'Z' => ["(?=", UnicodeSets.Newline, "?\\z)"],
            'b' => ["(?:(?<=", UnicodeSets.Word, ")(?!", UnicodeSets.Word, ")|(?<!", UnicodeSets.Word, ")(?=", UnicodeSets.Word, "))"],
            'B' => ["(?:(?<=", UnicodeSets.Word, ")(?=", UnicodeSets.Word, ")|(?<!", UnicodeSets.Word, ")(?!", UnicodeSets.Word, "))"],
            'R' => ["(?>", CodePointSet.Of('\r'), CodePointSet.Of('\n'), "|", LineBreaks(), ")"],
            'X' => GraphemeClusters.Pattern(),
            'N' => [~UnicodeSets.Newline],
            'O' => [UnicodeSets.Named("any")!],
            _ => throw _reader.Fault($"the escape {match.Value}", _reader.At - match.Length),
        };
    }

    private static CodePointSet LineBreaks() => CodePointSet.Of('\n', '\r') | CodePointSet.Of(0x85) | CodePointSet.Of(0x2028, 0x2029);

    private CodePointSet Cased(CodePointSet set) => _ignoreCase ? CaseFolding.Close(set) : set;

    /// <summary>A group behind its opening parenthesis.</summary>
    private List<PatternPart> Group()
    {
        var start = _reader.At - 1;
        if (_reader.TakeMatch(Comment(), out _))
            return [];
        if (_reader.TakeMatch(Named(), out _))
            return Closed("(?:", start);
        if (_reader.TakeMatch(Around(), out var opening))
            return Closed("(" + opening.Value, start);
        if (_reader.TakeMatch(Options(), out var options))
            return WithOptions(options, start);
        if (_reader.Peek != '?')
            return Closed("(?:", start);
        _reader.TakeMatch(Unknown(), out var unknown);
        throw _reader.Fault($"the group ({unknown.Value}", start);
    }

    private List<PatternPart> WithOptions(Match options, int start)
    {
        var before = (_ignoreCase, _dotAll, _extended);
        var on = true;
        foreach (var c in options.Groups[1].Value)
        {
            if (c == '-')
                on = false;
            else if (c == 'i')
                _ignoreCase = on;
            else if (c == 'm')
                _dotAll = on;
            else
                _extended = on;
        }

        // Without a colon the options hold to the end of the group around, its other alternatives included.
        if (!options.Value.EndsWith(':'))
            return ["(?:", .. Alternatives(), ")"];
        var parts = Closed("(?:", start);
        (_ignoreCase, _dotAll, _extended) = before;
        return parts;
    }

    private List<PatternPart> Closed(string opening, int start)
    {
        var parts = Alternatives();
        return _reader.Take(')') ? [opening, .. parts, ")"] : throw _reader.Fault("a group that does not end", start);
    }

    [GeneratedRegex(@"\G[*+?][+?]?")]
    private static partial Regex Simple();

    [GeneratedRegex(@"\G\{(\d*)(,\d*)?\}(?<!\{\})")]
    private static partial Regex Interval();

    [GeneratedRegex(@"\G\\[AzZbBGKRXyYNOkgcCM1-9]")]
    private static partial Regex Assertion();

    [GeneratedRegex(@"\G\?#[^)]*\)")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\G\?(?::|=|!|>|<=|<!)")]
    private static partial Regex Around();

    [GeneratedRegex(@"\G\?P?<[A-Za-z_]\w*>")]
    private static partial Regex Named();

    [GeneratedRegex(@"\G\?.{0,4}")]
    private static partial Regex Unknown();

    [GeneratedRegex(@"\G\?([imx]*(?:-[imx]+)?)[:)]")]
    private static partial Regex Options();

    [GeneratedRegex(@"\G(?:\s|#[^\n]*\n?)")]
    private static partial Regex Blank();
}
