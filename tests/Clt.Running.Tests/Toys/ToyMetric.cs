namespace Clt.Running.Tests.Toys;

internal sealed class ToyMetric(string name = "exact", string version = "1") : IMetric
{
    public MetricInfo Info { get; } =
        new(name, $"{name}|v:{version}", "1 where the output is a reference, else 0.") { Range = MetricRange.Proportion };

    public ItemScore Score(Prediction prediction) => new(prediction.References.Contains(prediction.Output.Trim()) ? 1 : 0);

    public double Aggregate(IReadOnlyList<ItemScore> items) => items.Average(i => i.Value);
}
