namespace Clt;

/// <summary>One thing wrong with the user's input: what it is, where it stands, and how to mend it.</summary>
/// <param name="What">The fault, as a sentence without a full stop.</param>
/// <param name="Where">File (with line or column where known), setting, or plugin.</param>
/// <param name="Mend">What the user can do about it, as an imperative.</param>
public sealed record Problem(string What, string Where, string Mend)
{
    public override string ToString() => $"{Where}: {What}. {Mend}";
}
