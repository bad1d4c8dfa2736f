using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Labels;

/// <summary>Makes metrics of labels, bins and tag schemes from their signatures.</summary>
public sealed class LabelMetricReader : IMetricReader
{
    /// <exception cref="InputException">The signature names labels or a level that the metric refuses.</exception>
    public IMetric? Read(string signature)
    {
        var fields = new SignatureFields(signature);
        var labels = LabelSet.Read(fields["labels"]);
        return fields.Metric switch
        {
            "majority-tag" => new MajorityTag(labels),
            "macro-f1" => new MacroF1(labels),
            "mcc" => new MatthewsCorrelation(labels),
            "kappa" => new Kappa(fields.Number("weight", 0), labels),
            "krippendorff-alpha" when Enum.TryParse<MeasurementLevel>(fields["level"], true, out var level) => new KrippendorffAlpha(
                level,
                labels
            ),
            "calibration-error" => new CalibrationError(fields.Number("bins", 1)),
            "entity-f1" when Enum.TryParse<TagScheme>(fields["scheme"], true, out var scheme) => new EntityF1(scheme),
            _ => null,
        };
    }
}
