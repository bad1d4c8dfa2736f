using Clt.Formats.Safetensors;

namespace Clt.Engine.Parameters;

/// <summary>Fresh weights: matrices from a normal distribution, norms 1, biases 0.</summary>
/// <remarks>Each file tensor has its own random stream, so that a tensor's numbers depend on the seed and its name only.</remarks>
internal static class ParameterInitializer
{
    public static void Fill(FlatParameters parameters, double deviation, Seed seed) => Fill(parameters, parameters.Specs, deviation, seed);

    /// <summary>Fills some of the parameters, as they would be filled among all.</summary>
    public static void Fill(FlatParameters parameters, IEnumerable<ParameterSpec> specs, double deviation, Seed seed)
    {
        var stream = seed.Stream("init");
        // Even: numbers come in pairs.
        var buffer = new float[1 << 16];
        foreach (var spec in specs)
        {
            var start = 0L;
            foreach (var part in spec.Parts)
            {
                var (length, rng) = (part.Rows * (spec.Count / spec.Shape[0]), stream.Stream(part.FileName).Generator());
                for (var done = 0L; done < length; done += buffer.Length)
                {
                    var values = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - done));
                    if (spec.Fill is { } constant)
                        values.Fill(constant);
                    else
                        Normal(values, deviation, rng);
                    var count = values.Length;
                    parameters.Write(
                        spec.Name,
                        start + done,
                        count,
                        into => FloatConversion.FromSingle(parameters.Dtype.Stored(), buffer.AsSpan(0, count), into)
                    );
                }

                start += length;
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
            if (i + 1 < values.Length)
                values[i + 1] = (float)(radius * sine);
        }
    }
}

/// <summary>Writes all of the given memory.</summary>
internal delegate void FillBytes(Span<byte> bytes);
