using System.Text;

namespace VerifyTests.Internal;

/// <summary>Scrubbers in the order in which they run.</summary>
internal sealed class ScrubberList
{
    private readonly List<Action<StringBuilder>> _scrubbers = [];

    public void Add(Action<StringBuilder> scrubber, ScrubberLocation location) =>
        _scrubbers.Insert(location == ScrubberLocation.First ? 0 : _scrubbers.Count, scrubber);

    public void AddRange(ScrubberList others) => _scrubbers.AddRange(others._scrubbers);

    public void Apply(StringBuilder text)
    {
        foreach (var scrub in _scrubbers)
            scrub(text);
    }
}
