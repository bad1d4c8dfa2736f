using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>
/// Cuts a template into tokens with trim_blocks and lstrip_blocks on and the final line break dropped, as transformers sets Jinja up.
/// </summary>
internal sealed partial class Lexer
{
    private static readonly string[] Operators =
    [
        "//",
        "**",
        "==",
        "!=",
        "<=",
        ">=",
        "+",
        "-",
        "*",
        "/",
        "%",
        "~",
        "<",
        ">",
        "=",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "|",
        ",",
        ":",
        ".",
    ];

    private readonly string _source;
    private readonly List<LexToken> _tokens = [];
    private int _at;
    private int _line = 1;
    private bool _lineStarting = true;

    private Lexer(string source)
    {
        var text = source.Replace("\r\n", "\n").Replace('\r', '\n');
        _source = text.EndsWith('\n') ? text[..^1] : text;
    }

    public static List<LexToken> Run(string source)
    {
        var lexer = new Lexer(source);
        while (lexer._at < lexer._source.Length)
            lexer.Text();
        lexer._tokens.Add(new LexToken(LexKind.End, "", lexer._line));
        return lexer._tokens;
    }

    /// <summary>Text up to the next tag, then that tag.</summary>
    private void Text()
    {
        var open = NextTag();
        var text = _source[_at..open];
        var closing = open < _source.Length;
        var kind = closing ? _source[open + 1] : '\0';
        var sign = closing && open + 2 < _source.Length ? _source[open + 2] : '\0';
        var kept =
            sign == '-' ? text.TrimEnd(Py.Spaces)
            : kind != '{' && closing && sign != '+' ? StripLine(text)
            : text;
        if (kept.Length > 0)
            _tokens.Add(new LexToken(LexKind.Text, kept, _line));
        Advance(open);
        if (!closing)
            return;
        if (kind == '%' && RawBegin().Match(_source, _at) is { Success: true } raw)
        {
            Raw(raw);
            return;
        }

        Advance(open + (sign is '-' or '+' ? 3 : 2));
        if (kind == '#')
            Comment();
        else
            Tag(kind == '%');
    }

    private int NextTag()
    {
        for (var i = _at; i + 1 < _source.Length; i++)
        {
            if (_source[i] == '{' && _source[i + 1] is ('{' or '%' or '#'))
                return i;
        }

        return _source.Length;
    }

    /// <summary>lstrip_blocks: drops the white space between the line's start and the tag.</summary>
    private string StripLine(string text)
    {
        var start = text.LastIndexOf('\n') + 1;
        if (start == 0 && !_lineStarting)
            return text;
        return text.AsSpan(start).Trim(Py.Spaces).IsEmpty ? text[..start] : text;
    }

    /// <summary>{% raw %}…{% endraw %}: what stands between is text, whatever it looks like.</summary>
    private void Raw(Match begin)
    {
        var line = _line;
        Advance(_at + begin.Length);
        _lineStarting = begin.Value[^1] == '\n';
        var end = RawEnd().Match(_source, _at);
        if (!end.Success)
            throw new TemplateFault("a raw block is not closed", line);
        var text = _source[_at..end.Index];
        var sign = end.Groups[1].Value;
        var kept =
            sign == "-" ? text.TrimEnd(Py.Spaces)
            : sign == "+" ? text
            : StripLine(text);
        if (kept.Length > 0)
            _tokens.Add(new LexToken(LexKind.Text, kept, _line));
        Advance(end.Index + end.Length);
        _lineStarting = end.Value[^1] == '\n';
    }

    private void Comment()
    {
        var end = _source.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0)
            throw new TemplateFault("a comment is not closed", _line);
        var sign = _source[end - 1];
        Advance(end + 2);
        AfterTag(sign, isBlock: true);
    }

    private void Tag(bool block)
    {
        _tokens.Add(new LexToken(block ? LexKind.BlockBegin : LexKind.OutputBegin, "", _line));
        var close = block ? "%}" : "}}";
        var depth = 0;
        while (true)
        {
            while (_at < _source.Length && Py.IsSpace(_source[_at]))
                Advance(_at + 1);
            if (_at >= _source.Length)
                throw new TemplateFault("a tag is not closed", _line);
            var sign = _source[_at] is '-' or '+' ? _source[_at] : '\0';
            if (depth == 0 && string.CompareOrdinal(_source, _at + (sign == '\0' ? 0 : 1), close, 0, 2) == 0)
            {
                _tokens.Add(new LexToken(block ? LexKind.BlockEnd : LexKind.OutputEnd, "", _line));
                Advance(_at + (sign == '\0' ? 2 : 3));
                AfterTag(sign, block);
                return;
            }

            depth += Expression();
        }
    }

    /// <summary>-%} drops all white space that follows; trim_blocks drops one line break after a block or comment.</summary>
    private void AfterTag(char sign, bool isBlock)
    {
        _lineStarting = false;
        var end = _at;
        if (sign == '-')
        {
            while (end < _source.Length && Py.IsSpace(_source[end]))
                end++;
        }
        else if (isBlock && sign != '+' && end < _source.Length && _source[end] == '\n')
        {
            end++;
        }

        if (end > _at)
            _lineStarting = _source[end - 1] == '\n';
        Advance(end);
    }

    /// <summary>One token of an expression; returns how it changes the depth of brackets.</summary>
    private int Expression()
    {
        var c = _source[_at];
        if (c is '"' or '\'')
        {
            String(c);
            return 0;
        }

        var end = _at;
        if (char.IsAsciiDigit(c))
        {
            var number = Number().Match(_source, _at);
            Add(number.Groups[1].Success || number.Groups[2].Success ? LexKind.Float : LexKind.Integer, _at + number.Length);
            return 0;
        }

        if (char.IsLetter(c) || c == '_')
        {
            while (end < _source.Length && (char.IsLetterOrDigit(_source[end]) || _source[end] == '_'))
                end++;
            Add(LexKind.Name, end);
            return 0;
        }

        var found =
            Array.Find(Operators, o => string.CompareOrdinal(_source, _at, o, 0, o.Length) == 0)
            ?? throw new TemplateFault($"'{c}' is not expected here", _line);
        Add(LexKind.Operator, _at + found.Length);
        return found is "(" or "[" or "{" ? 1
            : found is ")" or "]" or "}" ? -1
            : 0;
    }

    private void String(char quote)
    {
        var text = new StringBuilder();
        var line = _line;
        for (var i = _at + 1; i < _source.Length; i++)
        {
            if (_source[i] == quote)
            {
                _tokens.Add(new LexToken(LexKind.String, text.ToString(), line));
                Advance(i + 1);
                return;
            }

            i = _source[i] == '\\' && i + 1 < _source.Length ? Escape(i + 1, text) : Append(i, text);
        }

        throw new TemplateFault("a string is not closed", line);
    }

    private int Append(int at, StringBuilder text)
    {
        text.Append(_source[at]);
        return at;
    }

    /// <summary>Python's escapes; returns the last place they take.</summary>
    private int Escape(int at, StringBuilder text)
    {
        var c = _source[at];
        var hex = c switch
        {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if (
            hex > 0
            && at + hex < _source.Length
            && int.TryParse(_source.AsSpan(at + 1, hex), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value)
            && Rune.IsValid(value)
        )
        {
            text.Append(new Rune(value).ToString());
            return at + hex;
        }

        const string names = "nrtbfva0\\'\"";
        const string values = "\n\r\t\b\f\v\a\0\\'\"";
        var known = names.IndexOf(c);
        if (known >= 0)
            text.Append(values[known]);
        else if (c != '\n')
            text.Append('\\').Append(c);
        return at;
    }

    private void Add(LexKind kind, int end)
    {
        _tokens.Add(new LexToken(kind, _source[_at..end], _line));
        Advance(end);
    }

    private void Advance(int to)
    {
        _line += _source.AsSpan(_at, to - _at).Count('\n');
        _at = to;
    }

    [GeneratedRegex(@"\G\{%[-+]?\s*raw\s*(-%\}\s*|%\})")]
    private static partial Regex RawBegin();

    [GeneratedRegex(@"\{%([-+]?)\s*endraw\s*(\+%\}|-%\}\s*|%\}\n?)")]
    private static partial Regex RawEnd();

    [GeneratedRegex(@"\G[0-9][0-9_]*(\.[0-9]+)?([eE][+-]?[0-9]+)?")]
    private static partial Regex Number();
}
