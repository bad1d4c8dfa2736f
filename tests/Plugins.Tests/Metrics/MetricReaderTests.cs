using Clt.Plugins.Metrics.Answers;
using Clt.Plugins.Metrics.Core;
using Clt.Plugins.Metrics.Labels;
using Clt.Plugins.Metrics.Overlap;
using Clt.Plugins.Metrics.Parsing;

namespace Plugins.Tests.Metrics;

/// <summary>A metric with settings comes back from its signature: of the same signature, and the same function of sums.</summary>
public class MetricReaderTests
{
    private static readonly IMetricReader[] Readers = [new LabelMetricReader(), new OverlapMetricReader()];

    private static readonly SumsMetric[] Metrics =
    [
        new MacroF1("yes", "no"),
        new MacroF1("a,b", "c|d", "100 %", "%2C"),
        new MatthewsCorrelation("x", "y", "z"),
        new Kappa(0, "1", "2"),
        new Kappa(2, "1", "2", "3"),
        new KrippendorffAlpha(MeasurementLevel.Interval, "1", "2", "5"),
        new CalibrationError(7),
        new MajorityTag(["A", "b|c"]),
        new EntityF1(TagScheme.IOBES),
        new Bleu(),
        new Bleu(new BleuOptions(BleuTokenizer.Zh, true, Smoothing.AddK, 1.234, 2, true)),
        new Bleu(new BleuOptions(BleuTokenizer.None, Smoothing: Smoothing.Floor)),
        new Bleu(new BleuOptions(BleuTokenizer.Intl, Smoothing: Smoothing.None)),
        new Chrf(),
        new Chrf(new ChrfOptions(4, 1, 3, true, true, true)),
        new ChrfPlusPlus(),
        new Ter(),
        new Ter(new TerOptions(true, true, true, true)),
    ];

    [Fact]
    public void Every_metric_of_a_plugin_says_its_range()
    {
        // One of each project whose metrics need no settings; those that need some are above.
        Type[] projects = [typeof(Las), typeof(SquadF1), typeof(Accuracy), typeof(TokenAccuracy), typeof(Ter)];
        var metrics = projects
            .SelectMany(p => p.Assembly.GetExportedTypes())
            .Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IMetric)) && t.GetConstructor([]) is not null)
            .Select(t => (IMetric)Activator.CreateInstance(t)!)
            .Concat(Metrics)
            .ToList();
        metrics.Count.ShouldBeGreaterThan(25);
        metrics.Where(m => m.Info.Range == MetricRange.Any).Select(m => m.Info.Name).ShouldBeEmpty();
    }

    [Fact]
    public void Settings_come_back()
    {
        var rng = new Seed(1).Generator();
        foreach (var metric in Metrics)
        {
            var signature = metric.Info.Signature;
            var read = (SumsMetric)Readers.Select(r => r.Read(signature)).OfType<IMetric>().ShouldHaveSingleItem(signature);
            (read.Info.Name, read.Info.Signature).ShouldBe((metric.Info.Name, signature));
            for (var trial = 0; trial < 50; trial++)
            {
                var sums = new double[Size(metric)];
                for (var i = 0; i < sums.Length; i++)
                    sums[i] = 1 + rng.Next(30);
                read.FromSums(sums).ShouldBe(metric.FromSums(sums), signature);
            }
        }

        Metrics.Select(m => m.Info.Signature).Distinct().Count().ShouldBe(Metrics.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rouge-l|tok:unicode")]
    [InlineData("entity-f1|scheme:none")]
    [InlineData("krippendorff-alpha|labels:1,2")]
    [InlineData("|||")]
    public void Signatures_of_others_are_left_to_others(string signature) => Readers.ShouldAllBe(r => r.Read(signature) == null);

    [Fact]
    public void Settings_that_a_metric_refuses_are_refused() =>
        Should.Throw<InputException>(() => new LabelMetricReader().Read("macro-f1|labels:yes|other:wrong|v:1"));

    /// <summary>Numbers an item has: those of some item that the metric takes.</summary>
    private static int Size(SumsMetric metric)
    {
        foreach (var reference in new[] { "yes", "a,b", "x", "1", "B-PER O" })
        {
            try
            {
                return metric.Score(Predict.Of(reference, reference) with { LogLikelihood = -1, Tokens = 1 }).Statistics!.Count;
            }
            catch (InputException)
            {
                // Not one of the metric's labels: another is.
            }
        }

        throw new InvalidOperationException(metric.Info.Name);
    }
}
