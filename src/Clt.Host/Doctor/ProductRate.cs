using System.Globalization;
using Clt.Engine.Training;
using Clt.Kernels.Simd;
using static TorchSharp.torch;

namespace Clt.Host.Doctor;

/// <summary>
/// The rate of matrix products beside what the processor allows. Speeds are told as shares of it, so a slow product would make everything
/// look fast.
/// </summary>
/// <param name="Product">GFLOP/s of fp32 products of 2048³.</param>
/// <param name="Peak">GFLOP/s that vector width and clock allow, measured.</param>
internal sealed record ProductRate(double Product, double Peak)
{
    /// <summary>Below this share something is wrong with the library of products.</summary>
    private const double Least = 1.0 / 3;

    /// <summary>With the threads that libtorch uses now.</summary>
    public static ProductRate Measure() => Of(GemmRate.Measure());

    /// <summary>A product's rate that was measured, beside the peak of the threads that libtorch uses now.</summary>
    public static ProductRate Of(double product) => new(product, PeakRate.Measure(get_num_threads()));

    /// <summary>Null, or one sentence on a product that is too slow.</summary>
    public string? Warning =>
        Product >= Least * Peak
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The product gives {Product:0} GFLOP/s of the {Peak:0} that this processor's vectors allow, less than a third: shares "
                    + $"of it say little."
            );
}
