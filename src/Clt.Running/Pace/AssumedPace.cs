namespace Clt.Running.Pace;

/// <summary>
/// Core seconds of work, from its floating-point operations and the rate of the machine's matrix product: what is assumed before anything
/// of the kind was measured, and what measurements are held against.
/// </summary>
/// <remarks>
/// Narrow models spend more on what is not a product: at a width of 128 two thirds of the product's rate are reached, at 256 four fifths
/// (<c>docs/benchmarks.md</c>). Beside these, each step costs some time a layer, and a trained weight its optimiser's arithmetic.
/// </remarks>
/// <param name="product">Operations a second of a large matrix product on one core.</param>
internal sealed class AssumedPace(double product)
{
    private const double LostWidth = 64;

    /// <summary>As operations: some 1.5 ms a layer, forwards and backwards, where products run at 160 GFLOP/s.</summary>
    private const double LayerOperations = 2.4e8;

    /// <summary>Some 3 ns where products run at 160 GFLOP/s.</summary>
    private const double WeightOperations = 480;

    /// <summary>A step of generation reads all weights for few rows.</summary>
    private const double RoundOperations = 60;
    private const double GenerationShare = 0.35;
    private const double FitShare = 0.3;

    /// <summary>Optimiser steps.</summary>
    /// <param name="size">The model.</param>
    /// <param name="factor">Operations, as a share of those that training all weights takes.</param>
    /// <param name="trained">Weights that are trained.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="tokens">Tokens of all steps.</param>
    /// <param name="targets">Those that are predicted.</param>
    public double Training(ModelSize size, double factor, double trained, double steps, double tokens, double targets) =>
        (6 * factor * Operations(size, tokens, targets) / Share(size) / product)
        + (steps * ((size.Layers * LayerOperations) + (trained * WeightOperations)) / product);

    /// <summary>Forward passes alone.</summary>
    public double Reading(ModelSize size, double tokens, double targets, double calls) =>
        (2 * Operations(size, tokens, targets) / Share(size) / product) + (calls * size.Layers * LayerOperations / 3 / product);

    /// <summary>Greedy generation.</summary>
    /// <param name="size">The model.</param>
    /// <param name="tokens">Tokens that are read or written.</param>
    /// <param name="written">Those that are written.</param>
    /// <param name="rounds">Steps in which all sequences of a batch grow by a token.</param>
    public double Generating(ModelSize size, double tokens, double written, double rounds) =>
        (2 * Operations(size, tokens, written) / GenerationShare / product)
        + (rounds * ((size.Layers * LayerOperations / 3) + ((size.Body + size.Head) * RoundOperations)) / product);

    /// <summary>Classifiers that are fitted on states.</summary>
    public double Fitting(double operations) => operations / FitShare / product;

    /// <summary>Something whose time has nothing to do with models, given as seconds of a core of 160 GFLOP/s.</summary>
    public double Other(double seconds) => seconds * 160e9 / product;

    private static double Operations(ModelSize size, double tokens, double targets) => (size.Body * tokens) + (size.Head * targets);

    private static double Share(ModelSize size) => 1 / (1 + (LostWidth / size.Width));
}
