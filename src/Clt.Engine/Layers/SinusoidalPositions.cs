using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>The fixed table of sines and cosines that fairseq's models (XGLM) add to their embeddings.</summary>
internal static class SinusoidalPositions
{
    /// <param name="positions">Rows P.</param>
    /// <param name="width">D.</param>
    /// <returns>[P, D]: sines of D/2 frequencies, then their cosines; an odd last column is 0.</returns>
    public static Tensor Table(int positions, int width)
    {
        var half = width / 2;
        var values = new float[positions * width];
        for (var i = 0; i < half; i++)
        {
            var frequency = (float)Math.Exp(-i * Math.Log(10_000) / (half - 1));
            for (var p = 0; p < positions; p++)
            {
                var (sine, cosine) = MathF.SinCos(p * frequency);
                values[p * width + i] = sine;
                values[p * width + half + i] = cosine;
            }
        }

        return tensor(values, [positions, width]);
    }
}
