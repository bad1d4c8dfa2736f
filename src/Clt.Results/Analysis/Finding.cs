namespace Clt.Results.Analysis;

/// <summary>A sentence that states what was found and how sure it is.</summary>
/// <param name="Where">The values of the axes that it holds for, such as <c>answer = working</c>; empty for the whole study.</param>
/// <param name="Text">The sentence, without its first capital letter.</param>
public sealed record Finding(string Where, string Text)
{
    /// <summary>The sentence by itself, with a capital letter.</summary>
    public string Sentence => Text.Length == 0 ? "" : char.ToUpperInvariant(Text[0]) + Text[1..];

    public override string ToString() => Where.Length == 0 ? Sentence : $"With {Where}: {Text}";
}
