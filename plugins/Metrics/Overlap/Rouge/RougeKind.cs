namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Which ROUGE measure.</summary>
public enum RougeKind
{
    One = 1,
    Two = 2,
    Three = 3,
    L,
    Lsum,
}
