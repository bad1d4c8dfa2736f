using System.Runtime.InteropServices;

namespace Clt.Engine.Models;

/// <summary>Fresh weights: matrices from a normal distribution, norms 1, biases 0.</summary>
/// <remarks>Each file tensor has its own random stream, so that a tensor's numbers depend on the seed and its name only.</remarks>
internal static class ParameterInitializer
{
    public static void Fill(FlatParameters parameters, double deviation, Seed seed)
    {
        var stream = seed.Stream("init");
        foreach (var spec in parameters.Specs)
        {
            var values = MemoryMarshal.Cast<byte, float>(parameters[spec.Name].bytes);
            if (spec.Fill is { } constant)
            {
                values.Fill(constant);
                continue;
            }

            var (at, columns) = (0, (int)spec.Shape[1]);
            foreach (var part in spec.Parts)
            {
                var count = checked((int)part.Rows * columns);
                Normal(values.Slice(at, count), deviation, stream.Stream(part.FileName).Generator());
                at += count;
            }
        }
    }

    /// <summary>Box and Muller's transform.</summary>
    private static void Normal(Span<float> values, double deviation, Rng rng)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            var radius = deviation * Math.Sqrt(-2 * Math.Log(1 - rng.NextDouble()));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * rng.NextDouble());
            values[i] = (float)(radius * cosine);
            if (i + 1 < values.Length) values[i + 1] = (float)(radius * sine);
        }
    }
}
