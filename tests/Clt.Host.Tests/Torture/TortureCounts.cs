namespace Clt.Host.Tests.Torture;

/// <summary>What a run of the harness did, and what it found.</summary>
internal sealed class TortureCounts
{
    /// <summary>What was found amiss: each with the number to repeat it by.</summary>
    public List<string> WrongNumbers { get; } = [];

    public List<string> Orphans { get; } = [];

    public List<string> Leftovers { get; } = [];

    /// <summary>Ends without a message, traces, and runs that would not go on.</summary>
    public List<string> Unexplained { get; } = [];

    /// <summary>How often each thing was done, by its name.</summary>
    private SortedDictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    public void Add(string what, int count = 1) => Done[what] = Done.GetValueOrDefault(what) + count;

    public int Of(string what) => Done.GetValueOrDefault(what);

    public bool AllIsWell => WrongNumbers.Count + Orphans.Count + Leftovers.Count + Unexplained.Count == 0;

    /// <summary>The counts in a line, then a line for each thing amiss.</summary>
    public IEnumerable<string> Lines() =>
        [
            string.Join(", ", Done.Select(d => $"{d.Key} {d.Value}")),
            $"wrong numbers {WrongNumbers.Count}, orphans {Orphans.Count}, leftovers {Leftovers.Count}, unexplained {Unexplained.Count}",
            .. WrongNumbers.Select(w => $"wrong number: {w}"),
            .. Orphans.Select(o => $"orphan: {o}"),
            .. Leftovers.Select(l => $"leftover: {l}"),
            .. Unexplained.Select(u => $"unexplained: {u}"),
        ];
}
