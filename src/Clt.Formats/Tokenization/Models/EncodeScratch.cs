namespace Clt.Formats.Tokenization.Models;

/// <summary>Buffers that one thread uses while it encodes; rented from the tokenizer, never shared.</summary>
internal sealed class EncodeScratch
{
    /// <summary>What the model found in the current word.</summary>
    public List<ModelToken> Tokens { get; } = new(64);

    /// <summary>Words already cut, for models whose answer depends on the word alone.</summary>
    public WordCache Words { get; } = new();

    public BpeWord Symbols { get; } = new();

    public byte[] Bytes { get; private set; } = new byte[256];

    public byte[] BytesFor(int length)
    {
        if (Bytes.Length < length)
            Bytes = new byte[Math.Max(length, Bytes.Length * 2)];
        return Bytes;
    }
}
