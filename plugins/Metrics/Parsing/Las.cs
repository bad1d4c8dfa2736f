namespace Clt.Plugins.Metrics.Parsing;

/// <summary>Labelled attachment score, relations compared up to a colon as universal dependencies do (<see cref="AttachmentScore"/>).</summary>
public sealed class Las : AttachmentScore
{
    public override MetricInfo Info { get; } = new(
        "las", "las|punct:yes|rel:main|v:1", "Share of words with the right head and relation (0 to 1)")
    { Range = MetricRange.Proportion };

    protected override int Right(Attachments counts) => counts.LasMain;
}
