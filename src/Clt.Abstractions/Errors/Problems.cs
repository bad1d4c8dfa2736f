namespace Clt;

/// <summary>Collects problems, each once, so that all of them are shown together.</summary>
public sealed class Problems
{
    private readonly List<Problem> _found = [];

    public int Count => _found.Count;

    public IReadOnlyList<Problem> All => _found;

    public void Add(string what, string where, string mend)
    {
        var problem = new Problem(what, where, mend);
        if (!_found.Contains(problem))
            _found.Add(problem);
    }

    public void Check(bool holds, string what, string where, string mend)
    {
        if (!holds)
            Add(what, where, mend);
    }

    /// <summary>Runs something that may itself find problems.</summary>
    public void Try(Action action)
    {
        try
        {
            action();
        }
        catch (InputException e)
        {
            foreach (var problem in e.Problems)
                Add(problem.What, problem.Where, problem.Mend);
        }
    }

    /// <exception cref="InputException">There are problems.</exception>
    public void ThrowIfAny()
    {
        if (_found.Count > 0)
            throw new InputException([.. _found]);
    }
}
