namespace Microsoft.ML.Tokenizers;

/// <summary>What one encoding call asks for. A fresh value considers both stages and has no limit.</summary>
public struct EncodeSettings
{
    public EncodeSettings()
    {
        ConsiderPreTokenization = true;
        ConsiderNormalization = true;
        MaxTokenCount = int.MaxValue;
    }

    public bool ConsiderPreTokenization { get; set; }

    public bool ConsiderNormalization { get; set; }

    /// <summary>At most so many tokens are produced; at least 1.</summary>
    public int MaxTokenCount { get; set; }
}
