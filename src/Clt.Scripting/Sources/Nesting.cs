using System.Text.RegularExpressions;

namespace Clt.Scripting.Sources;

/// <summary>
/// Nesting depth of a script's text, before the compiler sees it: its parser recurses into brackets and types without a limit of its own,
/// and a stack that overflows ends the process. Brackets within texts and comments count too; those of a usual script come in pairs.
/// </summary>
internal static partial class Nesting
{
    private const int Deepest = 250;

    /// <exception cref="InputException">Files are nested deeper than <see cref="Deepest"/> levels: each with the place.</exception>
    public static void Require(IEnumerable<ScriptFile> files)
    {
        var problems = files.Select(Problem).OfType<Problem>().ToList();
        if (problems.Count > 0)
            throw new InputException(problems);
    }

    private static Problem? Problem(ScriptFile file)
    {
        var (depth, line) = (0, 1);
        foreach (var character in file.Text)
        {
            switch (character)
            {
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    depth = Math.Max(0, depth - 1);
                    break;
                case '\n':
                    line++;
                    break;
            }

            if (depth > Deepest)
                return Told(file, line);
        }

        return Types().Match(file.Text) is { Success: true } types ? Told(file, 1 + file.Text.AsSpan(0, types.Index).Count('\n')) : null;
    }

    private static Problem Told(ScriptFile file, int line) =>
        new(
            $"it is nested deeper than {Deepest} levels, or brackets are left open",
            $"{file.DisplayPath}({line},1)",
            "Close brackets, or take the inner parts out into variables."
        );

    /// <summary>Types within types, or signs and words before one another, that a parser goes into one by one.</summary>
    [GeneratedRegex(@"(?:\w+\s*<\s*){250}|(?:[-+!~&*^]\s*){1000}|(?:\b(?:not|await|ref|new|if|else|while|checked|throw)\b\s*){250}")]
    private static partial Regex Types();
}
