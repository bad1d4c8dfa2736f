namespace Clt.Results.Statistics.Continual;

/// <summary>
/// Scores of a model that learns languages one after the other: the row is the hop after which it was tested, the column the language
/// tested.
/// </summary>
/// <remarks>
/// Definitions of M'hamdi et al. 2023 (Cross-lingual continual learning); where they average per hop, the flat means over all pairs stand
/// beside.
/// </remarks>
/// <param name="scores">[hop, language], languages in the order of the stream, square.</param>
public sealed class TransferMatrix(IReadOnlyList<double[]> scores)
{
    private readonly int _n = scores.Count;

    /// <summary>
    /// For each hop after the first: how far, on average, the languages before it have fallen below their best score at any earlier hop.
    /// </summary>
    public double[] ForgettingPerHop => [.. Hops(1).Select(i => Before(i).Average(j => Forgetting(i, j)))];

    /// <summary>Mean of <see cref="ForgettingPerHop"/>.</summary>
    public double MeanForgetting => ForgettingPerHop.Average();

    /// <summary>Mean over all pairs of a hop and a language before it.</summary>
    public double FlatForgetting => Hops(1).SelectMany(i => Before(i).Select(j => Forgetting(i, j))).Average();

    /// <summary>Forgetting at the end of the stream.</summary>
    public double FinalForgetting => ForgettingPerHop[^1];

    /// <summary>Backward transfer: the change of languages before a hop since they were learnt, averaged per hop.</summary>
    public double Backward => Hops(1).Average(i => Before(i).Average(j => scores[i][j] - scores[j][j]));

    public double FlatBackward => Hops(1).SelectMany(i => Before(i).Select(j => scores[i][j] - scores[j][j])).Average();

    public double FinalBackward => Before(_n - 1).Average(j => scores[_n - 1][j] - scores[j][j]);

    /// <summary>
    /// Zero-shot forward transfer: scores of languages not yet learnt above a random model, averaged per language, then over languages.
    /// </summary>
    /// <param name="random">Scores of a model without training, by language.</param>
    public double Forward(IReadOnlyList<double> random) => Hops(1).Average(j => Before(j).Average(i => scores[i][j] - random[j]));

    public double FlatForward(IReadOnlyList<double> random) =>
        Hops(0).SkipLast(1).SelectMany(i => After(i).Select(j => scores[i][j] - random[j])).Average();

    /// <summary>Zero-shot forward transfer to the next language of the stream only.</summary>
    public double NextForward(IReadOnlyList<double> random) => Hops(0).SkipLast(1).Average(i => scores[i][i + 1] - random[i + 1]);

    /// <summary>How much better a language is learnt within the stream than alone, from the second language on.</summary>
    /// <param name="alone">Scores of models of one language.</param>
    public double ForwardAgainstAlone(IReadOnlyList<double> alone) => Hops(1).Average(i => scores[i][i] - alone[i]);

    /// <summary>Mean score of all languages at the end.</summary>
    public double Final => scores[^1].Average();

    /// <summary>Mean score over all hops and languages.</summary>
    public double Overall => scores.Average(r => r.Average());

    /// <summary>Mean over hops of the mean score of the languages learnt so far.</summary>
    public double Incremental => Hops(0).Average(i => scores[i].Take(i + 1).Average());

    // The best before a hop, less the score after it; negative where the hop helped.
    private double Forgetting(int hop, int language) => Enumerable.Range(0, hop).Max(k => scores[k][language]) - scores[hop][language];

    private IEnumerable<int> Hops(int first) => Enumerable.Range(first, _n - first);

    private static IEnumerable<int> Before(int hop) => Enumerable.Range(0, hop);

    private IEnumerable<int> After(int hop) => Enumerable.Range(hop + 1, _n - hop - 1);
}
