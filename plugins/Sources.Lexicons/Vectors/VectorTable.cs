using System.Numerics.Tensors;

namespace Clt.Plugins.Sources.Lexicons.Vectors;

/// <summary>Word vectors of one language: a row a word, the most frequent first.</summary>
/// <param name="words">The words, each once.</param>
/// <param name="values">Row after row, <paramref name="width"/> numbers each.</param>
/// <param name="width">Numbers of a vector.</param>
internal sealed class VectorTable(IReadOnlyList<string> words, float[] values, int width)
{
    public IReadOnlyList<string> Words => words;

    public int Width => width;

    public int Count => words.Count;

    public float[] Values => values;

    public Span<float> this[int word] => values.AsSpan(word * width, width);

    /// <summary>The places of words, found without regard to case; of two that differ in case the more frequent.</summary>
    public Dictionary<string, int> Places()
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Count; i++)
            places.TryAdd(words[i], i);
        return places;
    }

    /// <summary>A copy of at most so many of the first rows.</summary>
    public VectorTable First(int count)
    {
        var rows = Math.Min(count, Count);
        return new VectorTable([.. words.Take(rows)], values[..(rows * width)], width);
    }

    /// <summary>
    /// A copy with rows of length 1, centred, and of length 1 again (Artetxe, Labaka and Agirre 2018, section 3.1). A row of zeros stays.
    /// </summary>
    public VectorTable Normalised()
    {
        var copy = new VectorTable(words, (float[])values.Clone(), width);
        copy.ToUnitLength();
        var mean = new float[width];
        for (var i = 0; i < Count; i++)
            TensorPrimitives.Add(mean, copy[i], mean);
        TensorPrimitives.Divide(mean, Math.Max(Count, 1), mean);
        for (var i = 0; i < Count; i++)
            TensorPrimitives.Subtract(copy[i], mean, copy[i]);
        copy.ToUnitLength();
        return copy;
    }

    private void ToUnitLength()
    {
        for (var i = 0; i < Count; i++)
        {
            var norm = TensorPrimitives.Norm(this[i]);
            if (norm > 0)
                TensorPrimitives.Divide(this[i], norm, this[i]);
        }
    }
}
