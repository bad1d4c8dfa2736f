namespace Clt.Engine.Verification;

/// <summary>Which places of a padded reference array mean something: a packed batch has these, in this order, and nothing else.</summary>
internal class PaddedRows
{
    /// <summary>For each token of the packed batch, its place in the padded one.</summary>
    public List<int> Places { get; } = [];

    /// <summary>The largest magnitude of the padded reference at its meaningful places.</summary>
    public double Largest(ReadOnlySpan<float> padded, int width)
    {
        var max = 0.0;
        foreach (var place in Places)
        {
            foreach (var value in padded.Slice(place * width, width))
                max = Math.Max(max, Math.Abs(value));
        }

        return max;
    }

    /// <summary>
    /// The largest absolute difference (NaN where any is) between packed values [N, width] and the padded reference at its meaningful
    /// places.
    /// </summary>
    public double MaxDifference(ReadOnlySpan<float> packed, ReadOnlySpan<float> padded, int width)
    {
        var max = 0.0;
        for (var token = 0; token < Places.Count; token++)
        {
            for (var d = 0; d < width; d++)
            {
                var difference = Math.Abs(packed[token * width + d] - padded[Places[token] * width + d]);
                if (float.IsNaN(difference))
                    return double.NaN;
                max = Math.Max(max, difference);
            }
        }

        return max;
    }
}
