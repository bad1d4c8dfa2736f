using System.Text;
using VerifyTests.Internal;

namespace VerifyTests;

/// <summary>Settings of all verifications; they run after a verification's own.</summary>
public static class VerifierSettings
{
    internal static ScrubberList Scrubbers { get; } = new();

    public static void AddScrubber(Action<StringBuilder> scrubber, ScrubberLocation location = ScrubberLocation.First) =>
        Scrubbers.Add(scrubber, location);

    public static void ScrubLines(Func<string, bool> removeLine, ScrubberLocation location = ScrubberLocation.First) =>
        Scrubbers.Add(LineScrubber.Remove(removeLine), location);

    public static void ScrubLinesContaining(params string[] stringToMatch) =>
        ScrubLines(line => stringToMatch.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase)));

    public static void ScrubInlineGuids(ScrubberLocation location = ScrubberLocation.First) =>
        Scrubbers.Add(InlineScrubber.Guids, location);

    public static void ScrubInlineDateTimes(string format, ScrubberLocation location = ScrubberLocation.First) =>
        Scrubbers.Add(InlineScrubber.DateTimes(format), location);
}
