using Clt.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>Cosines and sines of every position and frequency of a rotary embedding.</summary>
internal sealed class RotaryPositions : IDisposable
{
    /// <param name="config">Base and scaling.</param>
    /// <param name="headSize">Size Dh of a head.</param>
    /// <param name="positions">Number P of positions.</param>
    /// <param name="device">Where the tables lie.</param>
    public RotaryPositions(RotaryConfig config, int headSize, int positions, Device device)
    {
        var half = headSize / 2;
        var (cosines, sines) = (new float[positions * half], new float[positions * half]);
        for (var i = 0; i < half; i++)
        {
            // In fp32, as the reference implementations have it: at far positions the rounding of the frequency shows.
            var frequency = (float)Frequency(config, i, headSize);
            for (var p = 0; p < positions; p++)
            {
                var (sine, cosine) = MathF.SinCos(p * frequency);
                cosines[p * half + i] = cosine;
                sines[p * half + i] = sine;
            }
        }

        Table = new RotaryTable(
            tensor(cosines, [positions, half], device: device).DetachFromDisposeScope(),
            tensor(sines, [positions, half], device: device).DetachFromDisposeScope(),
            config.Interleaved
        );
    }

    /// <summary>Cosines and sines, each [P, Dh/2].</summary>
    public RotaryTable Table { get; }

    public void Dispose()
    {
        Table.Cos.Dispose();
        Table.Sin.Dispose();
    }

    /// <summary>Radians per position of pair <paramref name="index"/>.</summary>
    internal static double Frequency(RotaryConfig config, int index, int headSize)
    {
        var frequency = Math.Pow(config.Theta, -2.0 * index / headSize) / config.Factor;
        if (config.Llama3 is not { } scaling)
            return frequency;
        var wavelength = 2 * Math.PI / frequency;
        if (wavelength > scaling.OriginalContext / scaling.LowFrequencyFactor)
            return frequency / scaling.Factor;
        if (wavelength < scaling.OriginalContext / scaling.HighFrequencyFactor)
            return frequency;
        var kept =
            (scaling.OriginalContext / wavelength - scaling.LowFrequencyFactor)
            / (scaling.HighFrequencyFactor - scaling.LowFrequencyFactor);
        return (1 - kept) * frequency / scaling.Factor + kept * frequency;
    }
}
