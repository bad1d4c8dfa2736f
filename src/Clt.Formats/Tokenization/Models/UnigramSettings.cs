namespace Clt.Formats.Tokenization.Models;

/// <summary>The switches of a unigram model.</summary>
internal sealed record UnigramSettings(int Unknown)
{
    /// <summary>An unknown character becomes its bytes' pieces <c>&lt;0xXX&gt;</c> where all of them exist.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>sentencepiece adds scores in single precision, the tokenizers library in double.</summary>
    public bool SinglePrecision { get; init; }
}
