using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Formats.Tokenization.Text.Patterns;

/// <summary>A place in a pattern.</summary>
internal sealed class PatternReader(string pattern)
{
    // Each level takes some of the thread's stack; published patterns have three.
    private const int Deepest = 200;
    private int _depth;

    public int At { get; private set; }

    public bool IsAtEnd => At >= pattern.Length;

    /// <summary>The next unit, or NUL at the end.</summary>
    public char Peek => PeekAt(0);

    public char PeekAt(int ahead) => At + ahead < pattern.Length ? pattern[At + ahead] : '\0';

    public bool IsNext(string text) => string.CompareOrdinal(pattern, At, text, 0, text.Length) == 0;

    public bool Take(char c) => !IsAtEnd && Peek == c && Move(1);

    public bool Take(string text) => IsNext(text) && Move(text.Length);

    /// <summary>Takes what a regular expression that begins with \G matches here.</summary>
    public bool TakeMatch(Regex regex, out Match match)
    {
        match = regex.Match(pattern, At);
        return match.Success && Move(match.Length);
    }

    public Rune TakeRune()
    {
        var rune = CodePoints.At(pattern, At);
        Move(rune.Utf16SequenceLength);
        return rune;
    }

    /// <summary>The pattern from a place to here.</summary>
    public string Text(int from) => pattern[from..Math.Min(At, pattern.Length)];

    /// <summary>A fault at a place; by default here.</summary>
    public PatternFault Fault(string what, int? at = null) => new($"{what} is not understood (character {(at ?? At) + 1} of {pattern})");

    /// <summary>Begins a group or a set, which may lie in others; <see cref="Leave"/> ends it.</summary>
    /// <exception cref="PatternFault">Too many lie in each other.</exception>
    public void Enter()
    {
        if (++_depth > Deepest)
            throw Fault($"a group that lies in {Deepest} others");
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave() => _depth--;

    private bool Move(int count)
    {
        At += count;
        return true;
    }
}

/// <summary>A pattern is wrong, or has a construct that is not translated; the message names it and its place.</summary>
internal sealed class PatternFault(string message) : FormatException(message);

/// <summary>A part of a translated pattern: syntax of .NET's, or one code point of a set.</summary>
internal readonly record struct PatternPart(string Syntax, CodePointSet? Set)
{
    public static implicit operator PatternPart(string syntax) => new(syntax, null);

    public static implicit operator PatternPart(CodePointSet set) => new("", set);
}
