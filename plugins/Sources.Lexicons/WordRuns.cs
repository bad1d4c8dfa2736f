using System.Text.RegularExpressions;

namespace Clt.Plugins.Sources.Lexicons;

/// <summary>Word segmentation by rule: the words of a text that is written with spaces between them.</summary>
internal static partial class WordRuns
{
    /// <summary>Letters, marks and digits; an apostrophe or a hyphen inside.</summary>
    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*")]
    public static partial Regex In();
}
