namespace VerifyTests;

/// <summary>Where a scrubber is put among those there are.</summary>
public enum ScrubberLocation
{
    First,
    Last,
}
