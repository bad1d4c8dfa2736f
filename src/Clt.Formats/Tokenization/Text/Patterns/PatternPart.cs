namespace Clt.Formats.Tokenization.Text.Patterns;

/// <summary>A part of a translated pattern: syntax of .NET's, or one code point of a set.</summary>
internal readonly record struct PatternPart(string Syntax, CodePointSet? Set)
{
    public static implicit operator PatternPart(string syntax) => new(syntax, null);

    public static implicit operator PatternPart(CodePointSet set) => new("", set);
}
