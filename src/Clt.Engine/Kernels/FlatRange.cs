namespace Clt.Engine.Kernels;

/// <summary>Part of a flat parameter buffer that has its own optimiser settings.</summary>
/// <param name="Start">First element.</param>
/// <param name="Length">Number of elements.</param>
/// <param name="WeightDecay">Decoupled weight decay; 0 for norms and biases.</param>
/// <param name="RateScale">Multiplies the learning rate (layer-wise rates, LoRA+).</param>
public readonly record struct FlatRange(long Start, long Length, double WeightDecay, double RateScale = 1)
{
    /// <summary>The part that lies in a slice of the buffer, counted from the slice's start; its length may be 0.</summary>
    public FlatRange Within(long start, long length)
    {
        var (first, end) = (Math.Clamp(Start - start, 0, length), Math.Clamp(Start + Length - start, 0, length));
        return this with { Start = first, Length = end - first };
    }
}
