using System.Text;

namespace VerifyTests.Internal;

/// <summary>Scrubbers that work line by line.</summary>
internal static class LineScrubber
{
    public static Action<StringBuilder> Remove(Func<string, bool> removeLine) => Replace(line => removeLine(line) ? null : line);

    public static Action<StringBuilder> Replace(Func<string, string?> replaceLine) =>
        text =>
        {
            var lines = text.ToString().Split('\n').Select(replaceLine).OfType<string>();
            text.Clear().AppendJoin('\n', lines);
        };
}
