using Clt.Formats.ChatTemplates.Jinja;

namespace Clt.Formats.ChatTemplates;

/// <summary>Whether a template has {% generation %} blocks.</summary>
internal static class GenerationTag
{
    public static bool IsIn(string source)
    {
        var tokens = Lexer.Run(source);
        return tokens
            .Zip(tokens.Skip(1))
            .Any(p => p.First.Kind == LexKind.BlockBegin && p.Second is { Kind: LexKind.Name, Text: "generation" });
    }
}
