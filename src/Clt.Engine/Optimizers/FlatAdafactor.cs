using Clt.Kernels;
using Clt.Kernels.Simd;
using static TorchSharp.torch;

namespace Clt.Engine.Optimizers;

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

    private double RelativeRate => !_settings.RelativeStep ? 1
        : Math.Min(_settings.WarmupInit ? 1e-6 * Steps : AdafactorSettings.RelativeCap, 1 / Math.Sqrt(Steps));

    /// <summary>Second moments of a range: of a vector whole, of a matrix the means of its rows, then of its columns.</summary>
    internal Tensor SecondMoments(int range) => _second.narrow(
        0, _places[range], (range + 1 < _places.Length ? _places[range + 1] : _second.NumberOfElements) - _places[range]);

    private protected override void Fused(FlatStep step)
    {
        var numbers = new AdafactorNumbers(
            step.Rate * RelativeRate, step.ClipFactor, SecondDecay, _settings.Beta1 ?? 0, _settings.Epsilon, _settings.ScaleEpsilon,
            _settings.ClipThreshold, _settings.ScaleParameter);
        AdafactorStep.Run(step, numbers, _second, _places, _first);
    }

    private protected override void Compose(Func<Tensor, Tensor> part, Tensor gradient, double rate, FlatRange range)
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
        if (range.Columns == 1) return gradient / Average(moments, squares).sqrt();
        var rows = Average(moments.narrow(0, 0, range.Rows), squares.mean([1L]));
        var columns = Average(moments.narrow(0, range.Rows, range.Columns), squares.mean([0L]));
        return gradient * (rows / rows.mean()).rsqrt().unsqueeze(1) * columns.rsqrt().unsqueeze(0);
    }

    private Tensor Average(Tensor moments, Tensor latest) => moments.mul_(SecondDecay).add_(latest * (1 - SecondDecay));

    private static double RootMeanSquare(Tensor x) => Math.Sqrt(HostValues.Scalar<float>((x * x).mean()));
}
