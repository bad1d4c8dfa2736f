namespace Clt.Plugins.Metrics.Overlap;

/// <summary>ROUGE-1 as the rouge-score tool computes it, with Porter stems: for English texts (<see cref="Rouge"/>).</summary>
public sealed class RougeScoreOne() : Rouge(RougeKind.One, RougeTokenizer.EnglishStemmed);
