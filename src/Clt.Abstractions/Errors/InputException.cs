namespace Clt;

/// <summary>The input (recipe, plugin, data, checkpoint, tokenizer, settings) is wrong. Carries every problem found, not only the first.</summary>
/// <remarks>The command line shows each problem and exits with code 2.</remarks>
public sealed class InputException : Exception
{
    public InputException(IReadOnlyList<Problem> problems, Exception? inner = null)
        : base(string.Join(Environment.NewLine, problems), inner)
    {
        if (problems.Count == 0) throw new ArgumentException("An input error names at least one problem.", nameof(problems));
        Problems = problems;
    }

    public InputException(string what, string where, string mend, Exception? inner = null)
        : this([new Problem(what, where, mend)], inner)
    {
    }

    public IReadOnlyList<Problem> Problems { get; }
}
