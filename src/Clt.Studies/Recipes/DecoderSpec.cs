namespace Clt.Studies;

/// <summary>A decoder of the Llama kind that is trained from nothing.</summary>
/// <param name="Layers">Blocks.</param>
/// <param name="Width">Size of the hidden states.</param>
/// <param name="Heads">Attention heads; they divide the width.</param>
/// <param name="KeyValueHeads">Heads of keys and values; they divide <paramref name="Heads"/>.</param>
/// <param name="Inner">Size of the feed-forward layer's hidden states.</param>
/// <param name="Context">Longest sequence in tokens.</param>
/// <param name="Tied">Whether the head shares the input embeddings.</param>
public sealed record DecoderSpec(int Layers, int Width, int Heads, int KeyValueHeads, int Inner, int Context, bool Tied)
{
    /// <summary>The number of weights with a vocabulary of a given size.</summary>
    public long Parameters(int vocabulary)
    {
        var keyValue = (long)Width / Heads * KeyValueHeads;
        var attention = (2L * Width * Width) + (2L * Width * keyValue);
        var block = attention + (3L * Width * Inner) + (2L * Width);
        return (Layers * block) + Width + ((Tied ? 1L : 2L) * vocabulary * Width);
    }
}
