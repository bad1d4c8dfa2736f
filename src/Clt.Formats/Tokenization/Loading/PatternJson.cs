using Clt.Formats.Tokenization.Text;
using Clt.Formats.Tokenization.Text.Patterns;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>Reads a pattern: {"String": …} or {"Regex": …}.</summary>
internal static class PatternJson
{
    public static IPattern Read(JsonPlace place)
    {
        if (place.Find("String") is { } literal)
            return new LiteralPattern(literal.String());
        var regex = place.Get("Regex");
        try
        {
            return new CodePointRegex(regex.String());
        }
        catch (PatternFault e)
        {
            throw regex.Error(e.Message, "Write it without, in a way that Oniguruma reads alike.");
        }
    }
}
