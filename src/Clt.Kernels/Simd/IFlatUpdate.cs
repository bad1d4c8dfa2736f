namespace Clt.Kernels.Simd;

/// <summary>An optimiser's arithmetic, element by element, with the numbers of one range.</summary>
internal unsafe interface IFlatUpdate
{
    /// <summary>Brings elements up to date.</summary>
    /// <param name="buffers">Where they lie: parameters, gradient, then the optimiser's state.</param>
    /// <param name="count">A multiple of 16.</param>
    void Update(float** buffers, long count);
}
