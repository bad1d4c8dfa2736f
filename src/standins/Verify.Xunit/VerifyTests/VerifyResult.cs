namespace VerifyTests;

/// <summary>What a verification that passed compared.</summary>
public class VerifyResult
{
    internal VerifyResult(IEnumerable<string> files, string text) => (Files, Text) = ([.. files], text);

    /// <summary>The verified files.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The text, scrubbed.</summary>
    public string Text { get; }
}
