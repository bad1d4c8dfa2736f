namespace Clt.Kernels;

/// <summary>Part of a flat parameter buffer that has its own optimiser settings.</summary>
/// <param name="Start">First element.</param>
/// <param name="Length">Number of elements.</param>
/// <param name="WeightDecay">Weight decay; 0 for norms and biases.</param>
/// <param name="RateScale">Multiplies the learning rate (layer-wise rates, LoRA+).</param>
/// <param name="Columns">
/// Row length of the matrix that the part is, for optimisers that look at rows and columns; 1 for a vector or several tensors together.
/// </param>
public readonly record struct FlatRange(long Start, long Length, double WeightDecay, double RateScale = 1, long Columns = 1)
{
    /// <summary>
    /// Whether it is a matrix outside the layers (embeddings, an output layer), whose rows are looked up or scored one by one.
    /// </summary>
    public bool IsTable { get; init; }

    /// <summary>Rows of the matrix; the length of a vector.</summary>
    public long Rows => Length / Columns;

    /// <summary>The part that lies in a slice of the buffer, counted from the slice's start; its length may be 0.</summary>
    public FlatRange Within(long start, long length)
    {
        var (first, end) = (Math.Clamp(Start - start, 0, length), Math.Clamp(Start + Length - start, 0, length));
        return this with { Start = first, Length = end - first };
    }
}
