using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>The libraries of matrix products that libtorch carries.</summary>
public enum MatrixLibrary
{
    /// <summary>What libtorch multiplies by itself: MKL in the package's.</summary>
    Blas,

    /// <summary>oneDNN, which compiles its loops for the vectors that a processor has, whoever made it.</summary>
    OneDnn,
}

/// <summary>
/// Matrix products in fp32 on the CPU by the faster of libtorch's libraries: on processors that are not Intel's MKL takes loops of half the
/// vectors' width. Which one a process takes is settled at its first product, by <see cref="Choose"/> or a measurement, and stays.
/// </summary>
public static class MatrixProducts
{
    /// <summary>The variable by which a user settles it: blas or onednn.</summary>
    public const string Variable = "CLT_PRODUCTS";

    /// <summary>Floating-point operations below which oneDNN's setting up of a product costs more than it saves.</summary>
    private const long Least = 1L << 22;

    /// <summary>Rows and columns below which a product is one of vectors rather.</summary>
    private const long LeastSide = 8;

    private const string Blas = "blas";
    private const string OneDnnName = "onednn";

    private static Func<MatrixLibrary> chosen = () => MatrixLibraryRates.Measure().Faster;
    private static readonly Lazy<MatrixLibrary> Settled = new(Settle);

    [ThreadStatic]
    private static MatrixLibrary? forced;

    /// <summary>What this process multiplies by.</summary>
    /// <exception cref="InputException"><see cref="Variable"/> names none, or one that is not there.</exception>
    public static MatrixLibrary Library => forced ?? Settled.Value;

    /// <summary>What the user asks for, or null.</summary>
    /// <exception cref="InputException"><see cref="Variable"/> names no library.</exception>
    internal static string? Asked =>
        Environment.GetEnvironmentVariable(Variable) switch
        {
            null or "" => null,
            (Blas or OneDnnName) and var asked => asked,
            var other => throw new InputException(
                $"'{other}' is no library of products",
                Variable,
                $"Set it to {Blas} or {OneDnnName}, or unset it."
            ),
        };

    /// <summary>Its name as users know it.</summary>
    public static string LibraryName => Library == MatrixLibrary.OneDnn ? "oneDNN" : LibtorchBuild.Blas();

    /// <summary>Where the choice comes from, unless the user makes it; asked once. To be called before the first product.</summary>
    public static void Choose(Func<MatrixLibrary> choice) => chosen = choice;

    /// <summary>Multiplies by a library on this thread until the result is disposed: for checking.</summary>
    internal static IDisposable Use(MatrixLibrary library)
    {
        forced = library;
        return new Restore();
    }

    /// <summary>a · b; not differentiated.</summary>
    /// <param name="a">[n, k].</param>
    /// <param name="b">[k, m].</param>
    /// <returns>[n, m], new.</returns>
    public static Tensor Of(Tensor a, Tensor b) => Takes(a, b, b.size(1)) ? ByOneDnn(a, b) : a.mm(b);

    /// <summary>result = a · b in fp32; not differentiated.</summary>
    /// <param name="result">[n, m], its rows or its columns dense.</param>
    /// <param name="a">[n, k].</param>
    /// <param name="b">[k, m].</param>
    internal static void Into(Tensor result, Tensor a, Tensor b)
    {
        if (Takes(a, b, b.size(1)))
            OneDnnProduct.Into(result, a, b, null, adds: false);
        else
            TensorMemory.Product(result, a, b);
    }

    /// <summary>result += a · b in fp32; not differentiated.</summary>
    internal static void AddInto(Tensor result, Tensor a, Tensor b)
    {
        if (Takes(a, b, b.size(1)))
            OneDnnProduct.Into(result, a, b, null, adds: true);
        else
            TensorMemory.AddProduct(result, a, b);
    }

    /// <summary>Whether a product goes by oneDNN: in fp32 on the CPU, with the fused kernels, and large enough to gain.</summary>
    /// <param name="a">[n, k].</param>
    /// <param name="b">The other matrix, either way round.</param>
    /// <param name="columns">Of the result.</param>
    internal static bool Takes(Tensor a, Tensor b, long columns) =>
        a.dim() == 2
        && b.dim() == 2
        && a.size(0) >= LeastSide
        && columns >= LeastSide
        && 2 * a.size(0) * a.size(1) * columns >= Least
        && a.dtype == ScalarType.Float32
        && b.dtype == ScalarType.Float32
        && Ops.IsFused(a)
        && Library == MatrixLibrary.OneDnn;

    /// <summary>a · b (+ bias) by oneDNN, whatever was chosen.</summary>
    internal static Tensor ByOneDnn(Tensor a, Tensor b, Tensor? bias = null)
    {
        var result = empty([a.size(0), b.size(1)], ScalarType.Float32);
        OneDnnProduct.Into(result, a, b, bias, adds: false);
        return result;
    }

    private static MatrixLibrary Settle() =>
        Asked switch
        {
            null => chosen(),
            Blas => MatrixLibrary.Blas,
            _ when OneDnn.IsThere => MatrixLibrary.OneDnn,
            _ => throw new InputException("this libtorch has no products of oneDNN", Variable, $"Unset it, or set it to {Blas}."),
        };

    private sealed class Restore : IDisposable
    {
        public void Dispose() => forced = null;
    }
}
