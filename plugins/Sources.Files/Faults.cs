namespace Clt.Plugins.Sources.Files;

/// <summary>Collects the broken lines of a file, so that all are told at once, and what many have in common once.</summary>
internal sealed class Faults(string path)
{
    private const int Shown = 20;

    private readonly Dictionary<(string What, string Mend), (int First, int Count)> _kinds = [];

    public void Add(int line, string what, string mend)
    {
        var (first, count) = _kinds.GetValueOrDefault((what, mend), (line, 0));
        _kinds[(what, mend)] = (first, count + 1);
    }

    /// <exception cref="InputException">There were faults, each kind once with its first line: twenty, and how many more.</exception>
    public void ThrowIfAny()
    {
        if (_kinds.Count == 0)
            return;
        var sorted = _kinds.OrderBy(k => k.Value.First).ToList();
        var problems = sorted.Take(Shown).Select(k => new Problem(k.Key.What, Place(k.Value), k.Key.Mend)).ToList();
        if (sorted.Count > Shown)
        {
            problems.Add(
                new Problem(
                    $"{sorted.Skip(Shown).Sum(k => k.Value.Count)} more lines are broken",
                    path,
                    "Mend the ones above first; they often have one cause."
                )
            );
        }

        throw new InputException(problems);
    }

    private string Place((int First, int Count) lines) =>
        lines.Count == 1 ? $"{path}:{lines.First}" : $"{path}:{lines.First} and {lines.Count - 1} more lines";
}
