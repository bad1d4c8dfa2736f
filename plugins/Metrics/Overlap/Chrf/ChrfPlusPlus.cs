namespace Clt.Plugins.Metrics.Overlap;

/// <summary>chrF++ (Popović 2017): chrF with word unigrams and bigrams (<see cref="Chrf"/>).</summary>
public sealed class ChrfPlusPlus() : Chrf(new ChrfOptions(WordOrder: 2));
