using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>Weight initialisation by a uniform distribution, as torch's layers begin.</summary>
internal static class UniformParameter
{
    /// <summary>
    /// A parameter of numbers from −<paramref name="most"/> to <paramref name="most"/>; it outlives the scope it is made in.
    /// </summary>
    public static Parameter Drawn(Rng random, double most, Device device, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(((2 * random.NextDouble()) - 1) * most);
        return new Parameter(tensor(values, shape, device: device).DetachFromDisposeScope());
    }
}
