using System.Text.RegularExpressions;
using Clt.Engine.Tokenization.Text;

namespace Clt.Engine.Tokenization.Loading;

/// <summary>Reads a pattern: {"String": …} or {"Regex": …}.</summary>
internal static class PatternJson
{
    public static IPattern Read(JsonPlace place)
    {
        if (place.Find("String") is { } literal) return new LiteralPattern(literal.String());
        var regex = place.Get("Regex");
        try
        {
            return new CodePointRegex(regex.String());
        }
        catch (RegexParseException e)
        {
            throw regex.Error($"The pattern is not understood: {e.Message}", "Use a pattern that .NET's regular expressions understand.");
        }
    }
}
