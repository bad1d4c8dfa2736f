namespace Clt.Plugins.Sources.Files;

/// <summary>Collects the broken lines of a file, so that all are told at once.</summary>
internal sealed class Faults(string path)
{
    private const int Shown = 20;

    private readonly List<Problem> _problems = [];
    private int _count;

    public void Add(int line, string what, string mend)
    {
        if (_count++ < Shown)
            _problems.Add(new Problem(what, $"{path}:{line}", mend));
    }

    /// <exception cref="InputException">There were faults: the first twenty, and how many more.</exception>
    public void ThrowIfAny()
    {
        if (_count == 0)
            return;
        if (_count > Shown)
            _problems.Add(
                new Problem($"{_count - Shown} more lines are broken", path, "Mend the ones above first; they often have one cause.")
            );
        throw new InputException(_problems);
    }
}
