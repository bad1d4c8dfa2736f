namespace Clt.Plugins.Metrics.Overlap;

/// <summary>ROUGE-2 as the rouge-score tool computes it, with Porter stems: for English texts (<see cref="Rouge"/>).</summary>
public sealed class RougeScoreTwo() : Rouge(RougeKind.Two, RougeTokenizer.EnglishStemmed);
