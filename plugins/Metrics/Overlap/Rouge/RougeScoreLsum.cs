namespace Clt.Plugins.Metrics.Overlap;

/// <summary>ROUGE-lsum as the rouge-score tool computes it, with Porter stems: for English texts (<see cref="Rouge"/>).</summary>
public sealed class RougeScoreLsum() : Rouge(RougeKind.Lsum, RougeTokenizer.EnglishStemmed);
