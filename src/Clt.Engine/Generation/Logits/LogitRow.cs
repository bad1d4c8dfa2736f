using System.Numerics;
using System.Runtime.InteropServices;
using Clt.Engine.Data;

namespace Clt.Engine.Generation.Logits;

/// <summary>Sums over a row of logits.</summary>
internal static class LogitRow
{
    /// <summary>Place of the largest; the first of equals.</summary>
    public static int Largest(ReadOnlySpan<float> logits)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
        var best = new Vector<float>(float.NegativeInfinity);
        foreach (var vector in vectors)
            best = Vector.Max(best, vector);
        var max = float.NegativeInfinity;
        for (var i = 0; i < Vector<float>.Count; i++)
            max = Math.Max(max, best[i]);
        foreach (var logit in logits[(vectors.Length * Vector<float>.Count)..])
            max = Math.Max(max, logit);
        return Math.Max(0, logits.IndexOf(max));
    }

    /// <summary>ln Σ exp(logit).</summary>
    /// <exception cref="InputException">A logit is NaN or plus infinity, or none is finite.</exception>
    public static double LogSumExp(ReadOnlySpan<float> logits)
    {
        const int block = 64;
        var max = logits[Largest(logits)];
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
        var sum = 0.0;
        for (var start = 0; start < vectors.Length; start += block)
        {
            // Few terms are added in single precision, the blocks' sums in double.
            var part = Vector<float>.Zero;
            foreach (var vector in vectors[start..Math.Min(vectors.Length, start + block)])
                part += Vector.Exp(vector - new Vector<float>(max));
            sum += Vector.Sum(part);
        }

        foreach (var logit in logits[(vectors.Length * Vector<float>.Count)..])
            sum += Math.Exp(logit - max);
        if (double.IsFinite(sum) && sum > 0)
            return max + Math.Log(sum);
        throw new InputException(
            "the model gives no finite probabilities",
            "generation",
            "The weights are damaged, or training diverged: use others."
        );
    }
}
