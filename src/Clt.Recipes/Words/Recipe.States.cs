using Clt.Engine.States;
using Clt.Recipes.States;
using Clt.Results.Statistics.Representation;

namespace Clt;

/// <summary>Words for what is measured of hidden states: probes, similarity, word alignment. They stand in <c>.Task(…)</c>.</summary>
public static partial class Recipe
{
    /// <summary>All layers of a model, from the embeddings (0) to the last.</summary>
    public static readonly IReadOnlyList<int>? All = null;

    /// <summary>A word's state is the mean over its tokens (<see cref="PieceState.Mean"/>).</summary>
    public const PieceState MeanOfTokens = PieceState.Mean;

    /// <summary>A word's state is that of its first token (<see cref="PieceState.First"/>).</summary>
    public const PieceState FirstToken = PieceState.First;

    /// <summary>
    /// Linear probes on the hidden states of every model of the study: of bases, of their kept checkpoints and of what is trained. The
    /// probe is trained on the task's training part, and tested on its test items; the model stays as it is.
    /// </summary>
    /// <param name="task">
    /// What is probed for: <c>Tagging(…)</c>, <c>Classification(…)</c> of texts or pairs, <c>Arcs(…)</c>, <c>ArcLabels(…)</c>.
    /// </param>
    /// <param name="layers">Numbers such as <c>[0, 3, -1]</c>, 0 the embeddings, -1 the last; <c>All</c> by default.</param>
    /// <param name="from">
    /// Languages to fit probes in, each of which is tested in all evaluated ones; by default the language tested.
    /// </param>
    /// <param name="train">Training items of a probe; 400 by default.</param>
    /// <param name="seeds">Probes at each place, each on items that its seed draws; 1 by default.</param>
    /// <param name="by"><c>RidgeProbe()</c>, the default, or <c>LogisticProbe()</c>.</param>
    /// <param name="words">How the state of a word is made of those of its tokens; <c>MeanOfTokens</c> by default.</param>
    /// <param name="name">Its name in results; <c>probe of</c> the task by default.</param>
    public static ITask Probe(
        ITask task,
        IReadOnlyList<int>? layers = null,
        LanguageSet? from = null,
        int train = 400,
        int seeds = 1,
        ProbeFit? by = null,
        PieceState words = PieceState.Mean,
        string? name = null
    ) =>
        new ProbeTask(task, name ?? $"probe of {task.Info.Name}")
        {
            Layers = layers,
            From = from,
            Train = train,
            Seeds = seeds,
            Fit = by ?? RidgeProbe(),
            Words = words,
        };

    /// <summary>Ridge regression on one-hot labels, in closed form.</summary>
    /// <param name="penalty">L2 penalty for states of unit variance, beside the mean squared error; 0.001 by default.</param>
    public static ProbeFit RidgeProbe(double penalty = 1e-3) => new RidgeFit(penalty);

    /// <summary>Multinomial logistic regression: slower, and the probe that most papers mean.</summary>
    /// <param name="penalty">L2 penalty for states of unit variance, beside the mean cross-entropy; 0.001 by default.</param>
    public static ProbeFit LogisticProbe(double penalty = 1e-3) => new LogisticFit(penalty);

    /// <summary>
    /// How alike the states of translations are, layer by layer: each evaluated language beside one that all are compared with.
    /// </summary>
    /// <param name="on">An aligned source, whose items have one name in all languages; or one that holds translations.</param>
    /// <param name="with">Tag of the language to compare with.</param>
    /// <param name="layers">As for <see cref="Probe"/>.</param>
    /// <param name="by">What is measured, the first the headline; <c>[Cka(), Retrieved()]</c> by default.</param>
    /// <param name="field">The field of a text.</param>
    /// <param name="translation">The field of its translation in a source that holds both, such as <c>Tatoeba()</c>.</param>
    /// <exception cref="InputException">Two metrics have one name.</exception>
    public static ITask Similarity(
        ISource on,
        string with = "en",
        IReadOnlyList<int>? layers = null,
        IReadOnlyList<SimilarityMetric>? by = null,
        string field = "text",
        string? translation = null
    )
    {
        var metrics = by ?? [Cka(), Retrieved()];
        if (metrics.Count == 0 || metrics.Select(m => m.Info.Name).Distinct().Count() < metrics.Count)
            throw new InputException("no metric is named, or two of one name", "Similarity, by", "Name one or more, each once.");
        return new SimilarityTask(on, Language.Parse(with), field, translation, metrics) { Layers = layers };
    }

    /// <summary>Centred kernel alignment (Kornblith et al. 2019), in disjoint batches.</summary>
    /// <param name="kernel"><c>CkaKernel.Linear</c> or <c>CkaKernel.Rbf</c>, whose width is the median distance.</param>
    /// <param name="debiased">Unbiased HSIC (Nguyen et al. 2021), which depends on neither batch nor width; else the plain one.</param>
    /// <param name="batch">Items a batch; its intervals resample batches.</param>
    /// <exception cref="InputException">The batch is too small.</exception>
    public static SimilarityMetric Cka(CkaKernel kernel = CkaKernel.Linear, bool debiased = true, int batch = 25) =>
        new CkaMetric(kernel, debiased, batch);

    /// <summary>Representational similarity (Kriegeskorte et al. 2008): Spearman's correlation of all distances in a batch.</summary>
    /// <param name="distance">How far apart two items are.</param>
    /// <param name="batch">Items a batch.</param>
    /// <exception cref="InputException">The batch is too small.</exception>
    public static SimilarityMetric Rsa(RsaDistance distance = RsaDistance.Pearson, int batch = 25) => new RsaMetric(distance, batch);

    /// <summary>The share of items whose translation is the nearest of all; chance is one over their number.</summary>
    /// <param name="by">What is nearest.</param>
    /// <param name="centred">Whether each language's mean is taken off first.</param>
    /// <param name="neighbours">k of CSLS and margin.</param>
    /// <param name="back">Whether the item is found from its translation instead.</param>
    public static SimilarityMetric Retrieved(
        NearestBy by = NearestBy.Cosine,
        bool centred = false,
        int neighbours = 10,
        bool back = false
    ) => new RetrievedMetric(by, centred, neighbours, back);

    /// <summary>CSLS of translations (Conneau et al. 2018): above 0 where they are nearer than both's neighbours.</summary>
    /// <param name="neighbours">k.</param>
    public static SimilarityMetric Csls(int neighbours = 10) => PairMetric.Csls(neighbours);

    /// <summary>Euclidean distance of translations; lower is nearer.</summary>
    public static SimilarityMetric Euclidean() => PairMetric.Euclidean();

    /// <summary>Cosine of translations.</summary>
    /// <param name="centred">Whether each language's mean is taken off first.</param>
    /// <param name="relative">Whether the mean cosine with other items' translations is taken off.</param>
    public static SimilarityMetric Cosine(bool centred = false, bool relative = false) => PairMetric.Cosine(centred, relative);

    /// <summary>
    /// Words of translations linked by their states (SimAlign), layer by layer. Links are kept in <c>predictions/layer N</c>.
    /// </summary>
    /// <param name="on">An aligned source with words.</param>
    /// <param name="with">Tag of the language to align with.</param>
    /// <param name="layers">As for <see cref="Probe"/>.</param>
    /// <param name="by"><c>AlignBy.ArgMax</c>, links that are mutually best, or <c>AlignBy.IterMax</c>, a round more.</param>
    /// <param name="wordsField">The field of the words, one a line.</param>
    /// <param name="tags">The field of their tags, whose agreement is measured; null for none.</param>
    /// <param name="gold">
    /// The field of gold links (<c>0-0 1-2</c>: places in the language, in the one aligned with), for their F1; null for none.
    /// </param>
    /// <param name="words">How the state of a word is made of those of its tokens.</param>
    public static ITask WordAlignment(
        ISource on,
        string with = "en",
        IReadOnlyList<int>? layers = null,
        AlignBy by = AlignBy.ArgMax,
        string wordsField = "words",
        string? tags = "tags",
        string? gold = null,
        PieceState words = PieceState.Mean
    ) => new WordAlignmentTask(on, Language.Parse(with), by, wordsField, tags, gold) { Layers = layers, Words = words };
}
