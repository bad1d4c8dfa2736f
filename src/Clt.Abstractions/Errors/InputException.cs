namespace Clt;

/// <summary>
/// The input (recipe, plugin, data, checkpoint, tokenizer, settings) is wrong. Carries every problem found, not only the first.
/// </summary>
/// <remarks>The command line shows each problem and exits with code 2.</remarks>
public sealed class InputException : Exception
{
    public InputException(IReadOnlyList<Problem> problems, Exception? inner = null)
        : base(string.Join(Environment.NewLine, problems), inner)
    {
        if (problems.Count == 0)
            throw new ArgumentException("An input error names at least one problem.", nameof(problems));
        Problems = problems;
    }

    public InputException(string what, string where, string mend, Exception? inner = null)
        : this([new Problem(what, where, mend)], inner) { }

    public IReadOnlyList<Problem> Problems { get; }
}

/// <summary>One thing wrong with the user's input: what it is, where it stands, and how to mend it.</summary>
/// <param name="What">The fault, as a sentence without a full stop.</param>
/// <param name="Where">File (with line or column where known), setting, or plugin.</param>
/// <param name="Mend">What the user can do about it, as an imperative.</param>
/// <remarks>Values of files stand in messages: what is longer than a page is cut in its middle.</remarks>
public sealed record Problem(string What, string Where, string Mend)
{
    private const int Longest = 2_000,
        KeptOfEnd = 300;

    public string What { get; init; } = Cut(What);

    public string Where { get; init; } = Cut(Where);

    public string Mend { get; init; } = Cut(Mend);

    /// <summary>
    /// The place itself, where it helps to see it: a source line and, below it, a caret at the fault. Set in a fixed-width type.
    /// </summary>
    public string? Excerpt
    {
        get;
        init => field = value is null ? null : Cut(value);
    }

    public override string ToString() => $"{Where}: {What}. {Mend}" + (Excerpt is null ? "" : Environment.NewLine + Excerpt);

    private static string Cut(string text) =>
        text.Length <= Longest
            ? text
            : $"{text[..(Longest - KeptOfEnd)]} … ({text.Length - Longest} characters left out) … {text[^KeptOfEnd..]}";
}
