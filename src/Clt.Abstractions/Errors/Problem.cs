namespace Clt;

/// <summary>One thing wrong with the user's input: what it is, where it stands, and how to mend it.</summary>
/// <param name="What">The fault, as a sentence without a full stop.</param>
/// <param name="Where">File (with line or column where known), setting, or plugin.</param>
/// <param name="Mend">What the user can do about it, as an imperative.</param>
public sealed record Problem(string What, string Where, string Mend)
{
    /// <summary>The place itself, where it helps to see it: a source line and, below it, a caret at the fault. Set in a fixed-width type.</summary>
    public string? Excerpt { get; init; }

    public override string ToString() => $"{Where}: {What}. {Mend}" + (Excerpt is null ? "" : Environment.NewLine + Excerpt);
}
