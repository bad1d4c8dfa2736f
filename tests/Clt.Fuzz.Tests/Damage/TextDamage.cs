using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Fuzz.Tests.Damage;

/// <summary>Mutation of text: numbers, words, lines, and nesting, so that much of it passes the first look of a reader.</summary>
internal static partial class TextDamage
{
    private static readonly string[] Numbers =
    [
        "0",
        "-1",
        "1",
        "1.5",
        "1e300",
        "-1e999",
        "NaN",
        "0x10",
        "2147483647",
        "2147483648",
        "-2147483649",
        "9223372036854775807",
        "18446744073709551616",
        "1_000",
        "",
    ];

    private static readonly string[] Signs =
    [
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        ":",
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\\",
        "\\u0000",
        "\\ud800",
        "{{",
        "}}",
        "{%",
        "%}",
        "#",
        "&a ",
        "*a",
        "!!binary ",
        "<<: ",
        "--- ",
        "|",
        "%s",
        "..",
        "/",
        "=",
        "\u202E",
        "𝟙",
        "null",
    ];

    /// <summary>Opened, and closed again in one of two cases.</summary>
    private static readonly (string Open, string Close)[] Brackets =
    [
        ("[", "]"),
        ("{\"a\":", "}"),
        ("(", ")"),
        ("- ", ""),
        ("{{ (", ") }}"),
        ("{% if a %}", "{% endif %}"),
        ("-", ""),
        ("{a: ", "}"),
        ("not ", ""),
        ("\n  ", ""),
    ];

    public static byte[] Of(byte[] content, Rng rng)
    {
        var text = Encoding.UTF8.GetString(content);
        return Encoding.UTF8.GetBytes(
            rng.Next(6) switch
            {
                0 => Replaced(text, Number().Matches(text), rng, _ => Numbers[rng.Next(Numbers.Length)]),
                1 => Replaced(text, Word().Matches(text), rng, words => words[rng.Next(words.Count)].Value),
                2 => Lines(text, rng),
                3 => text.Insert(rng.Next(text.Length + 1), Nested(rng)),
                4 => text.Insert(rng.Next(text.Length + 1), Signs[rng.Next(Signs.Length)]),
                _ => Replaced(text, Word().Matches(text), rng, words => Spoilt(words[rng.Next(words.Count)].Value, rng)),
            }
        );
    }

    private static string Nested(Rng rng)
    {
        var (open, close) = Brackets[rng.Next(Brackets.Length)];
        var depth = 1 << (1 + rng.Next(16));
        var opened = string.Concat(Enumerable.Repeat(open, depth));
        return rng.Next(2) == 0 ? opened : opened + "1" + string.Concat(Enumerable.Repeat(close, depth));
    }

    private static string Replaced(string text, MatchCollection places, Rng rng, Func<MatchCollection, string> by)
    {
        if (places.Count == 0)
            return text + Signs[rng.Next(Signs.Length)];
        var at = places[rng.Next(places.Count)];
        return text.Remove(at.Index, at.Length).Insert(at.Index, by(places));
    }

    private static string Spoilt(string word, Rng rng)
    {
        var at = rng.Next(word.Length);
        return rng.Next(3) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, word[at].ToString()),
            _ => word.ToUpperInvariant(),
        };
    }

    /// <summary>A line left out, doubled, moved, or indented.</summary>
    private static string Lines(string text, Rng rng)
    {
        var lines = text.Split('\n').ToList();
        var line = lines[rng.Next(lines.Count)];
        switch (rng.Next(4))
        {
            case 0:
                lines.Remove(line);
                break;
            case 1:
                lines.Insert(rng.Next(lines.Count), line);
                break;
            case 2:
                lines.Remove(line);
                lines.Insert(rng.Next(lines.Count + 1), line);
                break;
            default:
                lines[lines.IndexOf(line)] = "  " + line;
                break;
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
