using System.Text.RegularExpressions;

namespace Clt.Formats.Tokenization.Text.Patterns;

/// <summary>Reads a bracket expression: nested ones, intersections (&amp;&amp;), POSIX classes, ranges, escapes.</summary>
internal sealed partial class SetParser(PatternReader reader, bool ignoreCase)
{
    /// <summary>The set behind an opening bracket, which is read already.</summary>
    public CodePointSet Read()
    {
        reader.Enter();
        var (opened, negated) = (reader.At - 1, reader.Take('^'));
        CodePointSet? left = null;
        var current = new CodePointSet();
        for (var first = true; ; first = false)
        {
            if (reader.IsAtEnd)
                throw reader.Fault("a bracket expression that does not end", opened);
            if (!first && reader.Take(']'))
                break;
            if (reader.Take("&&"))
            {
                (left, current) = (left is null ? current : left & current, new CodePointSet());
            }
            else if (Posix() is { } posix)
            {
                current |= posix;
            }
            else if (reader.Take('['))
            {
                current |= Read();
            }
            else
            {
                current |= RangeOrClass();
            }
        }

        reader.Leave();
        var set = left is null ? current : left & current;
        if (ignoreCase)
            set = CaseFolding.Close(set);
        return negated ? ~set : set;
    }

    private CodePointSet? Posix()
    {
        if (!reader.TakeMatch(Bracket(), out var match))
            return null;
        var set = UnicodeSets.Named(match.Groups[2].Value) ?? throw reader.Fault($"the class {match.Value}", reader.At - match.Length);
        return match.Groups[1].Length > 0 ? ~set : set;
    }

    private CodePointSet RangeOrClass()
    {
        var start = reader.At;
        if (Escapes.Class(reader) is { } named)
            return named;
        var first = Escapes.Character(reader, inSet: true);
        if (reader.Peek != '-' || reader.PeekAt(1) is ']' or '\0' or '[' || reader.IsNext("-&&"))
            return CodePointSet.Of(first);
        var hyphen = reader.At;
        reader.Take('-');
        if (Escapes.Class(reader) is { } behind)
        {
            // A hyphen before a class is a hyphen.
            return behind | CodePointSet.Of(first) | CodePointSet.Of('-');
        }

        var last = Escapes.Character(reader, inSet: true);
        return first <= last
            ? CodePointSet.Of(first, last)
            : throw reader.Fault($"the range {reader.Text(start)}, whose ends are turned round", hyphen);
    }

    [GeneratedRegex(@"\G\[:(\^?)([A-Za-z]+):\]")]
    private static partial Regex Bracket();
}
