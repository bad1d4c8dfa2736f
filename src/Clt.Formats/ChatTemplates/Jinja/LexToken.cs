namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>What a token of a template is.</summary>
internal enum LexKind
{
    Text,
    BlockBegin,
    BlockEnd,
    OutputBegin,
    OutputEnd,
    Name,
    String,
    Integer,
    Float,
    Operator,
    End,
}

/// <summary>A token with its text (a string's decoded content) and line, from 1.</summary>
internal readonly record struct LexToken(LexKind Kind, string Text, int Line);
