namespace Clt.Plugins.Metrics.Parsing;

/// <summary>Unlabelled attachment score (<see cref="AttachmentScore"/>).</summary>
public sealed class Uas : AttachmentScore
{
    public override MetricInfo Info { get; } = new("uas", "uas|punct:yes|v:1", "Share of words with the right head (0 to 1)")
    { Range = MetricRange.Proportion };

    protected override int Right(Attachments counts) => counts.Uas;
}
