using Clt.Plugins.Metrics.Overlap;

namespace Clt.Plugins.Metrics.Style;

/// <summary>BLEU of the prompts themselves: the baseline that copies what it reads.</summary>
internal sealed class CopiedBleu : SumsMetric
{
    internal const string Name = "copied-bleu";
    private static readonly Bleu Bleu = new();

    public override MetricInfo Info { get; } =
        new(Name, $"copied-{Bleu.Info.Signature}", "BLEU of the prompts in place of the outputs (0 to 100)")
        {
            Range = MetricRange.Hundred,
        };

    public override ItemScore Score(Prediction prediction) => Bleu.Score(prediction with { Output = prediction.Prompt });

    public override double FromSums(ReadOnlySpan<double> sums) => Bleu.FromSums(sums);
}
