namespace Clt.Formats.Tokenization;

/// <summary>The settings of <see cref="BpeTrainer"/> beside texts, size and special tokens.</summary>
public sealed record BpeTrainerSettings
{
    public WordSplit Split { get; init; } = WordSplit.Llama3;

    /// <summary>A pair that occurs less often is not merged; at least 1.</summary>
    public int MinimumCount { get; init; } = 2;

    /// <summary>
    /// The special tokens' parts; a null is guessed from the names in use (such as &lt;|bos|&gt;, &lt;/s&gt;, &lt;pad&gt;).
    /// </summary>
    public SpecialRoles Roles { get; init; } = new();
}
