using Clt.Kernels;
using Clt.Kernels.Simd;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

/// <summary>
/// Adafactor (Shazeer and Stern 2018, arXiv 1804.04235) as transformers has it: second moments of a matrix are kept as the means of its
/// rows and columns.
/// </summary>
public sealed record AdafactorSettings : OptimizerSettings
{
    /// <summary>Multiply the rate by the root mean square of a tensor's weights.</summary>
    public bool ScaleParameter { get; init; } = true;

    /// <summary>
    /// Let the rate fall as 1/√step from at most <see cref="RelativeCap"/>; the run's schedule then only multiplies it, so give it a rate
    /// of 1.
    /// </summary>
    public bool RelativeStep { get; init; }

    /// <summary>Start the relative rate at 1e-6 and let it rise by that each step.</summary>
    public bool WarmupInit { get; init; }

    /// <summary>Weight of the last update; null keeps no first moment.</summary>
    public double? Beta1 { get; init; }

    /// <summary>Second moments keep 1 − step^this of their old value.</summary>
    public double DecayRate { get; init; } = -0.8;

    /// <summary>An update's root mean square is scaled down to this.</summary>
    public double ClipThreshold { get; init; } = 1;

    /// <summary>Added to squared gradients.</summary>
    public double Epsilon { get; init; } = 1e-30;

    /// <summary>Least scale of a tensor's weights.</summary>
    public double ScaleEpsilon { get; init; } = 1e-3;

    /// <summary>The relative rate starts here where it does not warm up.</summary>
    public const double RelativeCap = 1e-2;

    public override OptimizerInfo Info =>
        new("Adafactor", Beta1 is null ? 0.01 : 1.01)
        {
            NeedsTensors = true,
            Settings =
            [
                ("scale parameter", ScaleParameter),
                ("relative step", RelativeStep),
                ("warmup init", WarmupInit),
                ("beta 1", Beta1),
                ("decay rate", DecayRate),
                ("clip threshold", ClipThreshold),
                ("epsilon", Epsilon),
                ("scale epsilon", ScaleEpsilon),
            ],
        };

    public override FlatOptimizer Over(Tensor parameters, IReadOnlyList<FlatRange> ranges) => new FlatAdafactor(parameters, ranges, this);

    public override IEnumerable<Problem> Problems() =>
        Check(
            (IsShare(Beta1 ?? 0), "beta 1", Beta1 ?? 0, "Give a number in [0, 1), or none."),
            (DecayRate < 0, "decay rate", DecayRate, "Give a number below 0, such as -0.8."),
            (ClipThreshold > 0, "clip threshold", ClipThreshold, "Give a number above 0, such as 1."),
            (Epsilon > 0 && ScaleEpsilon > 0, "epsilon", Math.Min(Epsilon, ScaleEpsilon), "Give small numbers above 0."),
            (!WarmupInit || RelativeStep, "warm-up of the relative rate", 0, "Ask for the relative rate too.")
        );
}

/// <summary>Adafactor over a flat buffer whose ranges are single tensors.</summary>
public sealed class FlatAdafactor : FlatOptimizer
{
    private readonly AdafactorSettings _settings;
    private readonly Tensor _second;
    private readonly Tensor? _first;
    private readonly long[] _places;

    /// <inheritdoc/>
    public FlatAdafactor(Tensor parameters, IReadOnlyList<FlatRange> ranges, AdafactorSettings settings)
        : base(parameters, ranges)
    {
        _settings = settings;
        _places = new long[ranges.Count];
        var length = 0L;
        for (var i = 0; i < ranges.Count; i++)
        {
            _places[i] = length;
            length += ranges[i].Columns == 1 ? ranges[i].Rows : ranges[i].Rows + ranges[i].Columns;
        }

        _second = Keep("second_moment", length);
        _first = settings.Beta1 is null ? null : Keep("first_moment");
    }

    private double SecondDecay => 1 - Math.Pow(Steps, _settings.DecayRate);

    private double RelativeRate =>
        !_settings.RelativeStep ? 1 : Math.Min(_settings.WarmupInit ? 1e-6 * Steps : AdafactorSettings.RelativeCap, 1 / Math.Sqrt(Steps));

    /// <summary>Second moments of a range: of a vector whole, of a matrix the means of its rows, then of its columns.</summary>
    internal Tensor SecondMoments(int range) =>
        _second.narrow(0, _places[range], (range + 1 < _places.Length ? _places[range + 1] : _second.NumberOfElements) - _places[range]);

    protected override void Fused(FlatStep step)
    {
        var numbers = new AdafactorNumbers(
            step.Rate * RelativeRate,
            step.ClipFactor,
            SecondDecay,
            _settings.Beta1 ?? 0,
            _settings.Epsilon,
            _settings.ScaleEpsilon,
            _settings.ClipThreshold,
            _settings.ScaleParameter
        );
        AdafactorStep.Run(step, numbers, _second, _places, _first);
    }

    protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
    {
        var p = part(Parameters);
        var size = rate * RelativeRate * (_settings.ScaleParameter ? Math.Max(_settings.ScaleEpsilon, RootMeanSquare(p)) : 1);
        var update = Precondition(gradient, range);
        update = update * (size / Math.Max(1, RootMeanSquare(update) / _settings.ClipThreshold));
        if (_first is not null)
        {
            var beta = _settings.Beta1!.Value;
            update = part(_first).mul_(beta).add_(update * (1 - beta));
        }

        p.mul_(1 - range.WeightDecay * size).sub_(update);
    }

    private Tensor Precondition(Tensor gradient, FlatRange range)
    {
        var moments = SecondMoments(Ranges.ToList().IndexOf(range));
        var squares = gradient * gradient + _settings.Epsilon;
        if (range.Columns == 1)
            return gradient / Average(moments, squares).sqrt();
        var rows = Average(moments.narrow(0, 0, range.Rows), squares.mean([1L]));
        var columns = Average(moments.narrow(0, range.Rows, range.Columns), squares.mean([0L]));
        return gradient * (rows / rows.mean()).rsqrt().unsqueeze(1) * columns.rsqrt().unsqueeze(0);
    }

    private Tensor Average(Tensor moments, Tensor latest) => moments.mul_(SecondDecay).add_(latest * (1 - SecondDecay));

    private static double RootMeanSquare(Tensor x) => Math.Sqrt(HostValues.Scalar<float>((x * x).mean()));
}
