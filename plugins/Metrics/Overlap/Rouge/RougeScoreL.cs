namespace Clt.Plugins.Metrics.Overlap;

/// <summary>ROUGE-l as the rouge-score tool computes it, with Porter stems: for English texts (<see cref="Rouge"/>).</summary>
public sealed class RougeScoreL() : Rouge(RougeKind.L, RougeTokenizer.EnglishStemmed);
