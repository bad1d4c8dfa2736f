using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>What CKA compares items by.</summary>
public enum CkaKernel
{
    /// <summary>Products of embeddings; unchanged by rotation and scale.</summary>
    Linear,

    /// <summary>exp(-d² / 2σ²), σ² the median squared distance on each side and in each batch.</summary>
    Rbf,
}

/// <summary>
/// Centred kernel alignment (CKA, Kornblith et al. 2019) in disjoint batches. Debiased, sums over batches are taken of unbiased HSIC before
/// the ratio (Nguyen et al. 2021), so that its size depends neither on the batch nor on the width of the model; else it is the mean over
/// batches of the plain CKA, which is higher the smaller they are.
/// </summary>
public sealed class CkaMetric : BatchedSimilarity
{
    private readonly CkaKernel _kernel;
    private readonly bool _debiased;
    private readonly Bandwidth _bandwidth;

    /// <param name="kernel">What items are compared by.</param>
    /// <param name="debiased">Whether HSIC is unbiased.</param>
    /// <param name="batch">Items a batch; 4 or more.</param>
    /// <param name="bandwidth">Over which distances the RBF kernel's median is taken.</param>
    /// <exception cref="InputException">The batch is too small.</exception>
    public CkaMetric(CkaKernel kernel, bool debiased, int batch, Bandwidth bandwidth = Bandwidth.NonZero)
        : base(Checked(batch, "Cka"))
    {
        (_kernel, _debiased, _bandwidth) = (kernel, debiased, bandwidth);
        var how = kernel == CkaKernel.Rbf ? $"rbf|median:{bandwidth}" : "linear";
        Info = new MetricInfo(
            kernel == CkaKernel.Rbf ? "cka-rbf" : "cka",
            $"cka|kernel:{how}|debiased:{(debiased ? "yes" : "no")}|batch:{batch}|v:1",
            "Centred kernel alignment: 0 for unlike sets of states, 1 for like ones"
        )
        {
            Range = debiased ? MetricRange.Signed : MetricRange.Unit,
        };
    }

    /// <inheritdoc/>
    public override MetricInfo Info { get; }

    /// <inheritdoc/>
    public override double Aggregate(IReadOnlyList<ItemScore> items)
    {
        if (!_debiased)
            return base.Aggregate(items);
        double Sum(int k) => items.Sum(i => i.Statistics![k]);
        return Sum(0) / Math.Sqrt(Sum(1) * Sum(2));
    }

    /// <inheritdoc/>
    protected override ItemScore Score(Matrix<double> x, Matrix<double> y)
    {
        var (k, l) = (Kernel(x), Kernel(y));
        Func<Matrix<double>, Matrix<double>, double> hsic = _debiased ? SimilarityKernels.UnbiasedHsic : SimilarityKernels.Hsic;
        double[] sums = [hsic(k, l), hsic(k, k), hsic(l, l)];
        var value = sums[0] / Math.Sqrt(sums[1] * sums[2]);
        return _debiased ? new ItemScore(value, sums) : new ItemScore(value);
    }

    private Matrix<double> Kernel(Matrix<double> x) =>
        _kernel switch
        {
            CkaKernel.Linear => SimilarityKernels.Linear(x),
            CkaKernel.Rbf => SimilarityKernels.Rbf(x, _bandwidth),
            _ => throw new ArgumentOutOfRangeException(nameof(x), _kernel, "There is no such kernel."),
        };
}
