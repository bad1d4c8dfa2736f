using Clt.Recipes.Predictors;
using Clt.Results.Analysis;
using Clt.Results.Analysis.Pairs;
using Clt.Results.Statistics.Representation;

namespace Clt;

public static partial class Recipe
{
    /// <summary>
    /// Regression of zero-shot transfer on properties of language pairs, from runs that were trained on one language each.
    /// </summary>
    /// <param name="predictors">Such as <c>Syntax(Lang2Vec())</c> or <c>WordOverlap(source)</c>.</param>
    /// <param name="against">A second set, compared with the first by how well languages that were left out are predicted.</param>
    /// <param name="measure">What is regressed.</param>
    public static IAnalysis TransferRegression(
        IReadOnlyList<IPairPredictor> predictors,
        IReadOnlyList<IPairPredictor>? against = null,
        TransferMeasure measure = TransferMeasure.Score
    ) => new TransferRegression(predictors, against, measure);

    /// <summary>Reports whether few-shot transfer grows with the logarithm of the examples, by a power law, or towards a ceiling.</summary>
    public static IAnalysis FewShotGrowth() => new FewShotGrowth();

    /// <summary>
    /// Reports whether an ablation costs other languages more than the language that is trained on, with their interaction.
    /// </summary>
    /// <param name="ablation">The axis of what is taken away, such as layers made afresh.</param>
    /// <param name="intact">Its value at which nothing is.</param>
    /// <param name="source">The axis of the language that is trained on; its values are tags.</param>
    public static IAnalysis CrossLingualDrops(string ablation, string intact = "none", string source = "source") =>
        new CrossLingualDrops(ablation, intact, source);

    /// <summary>
    /// Reports accuracy of multiple choice, its consistency across languages and AC3, their harmonic mean, each the median over prompts
    /// (SeaEval). <c>.Evaluate</c> must measure the accuracy and its options: <c>metrics: ["acc", "choice"]</c>.
    /// </summary>
    /// <param name="prompts">The axis of the prompts.</param>
    /// <param name="arm">The axis of what is compared.</param>
    /// <param name="against">The value of that axis that the others are compared with.</param>
    /// <param name="languages">How many languages must agree, 2 or more.</param>
    /// <param name="metric"><c>acc</c>, <c>acc-norm</c> or <c>acc-mutual-info</c>.</param>
    /// <exception cref="InputException">A setting is none of those allowed.</exception>
    public static IAnalysis CrossLingualConsistency(
        string prompts = "prompt",
        string arm = "",
        string against = "",
        int languages = 3,
        string metric = "acc"
    )
    {
        string[] known = ["acc", "acc-norm", "acc-mutual-info"];
        var problems = new Problems();
        problems.Check(languages >= 2, $"languages is {languages}", "CrossLingualConsistency", "Let two or more agree.");
        problems.Check(
            known.Contains(metric),
            $"'{metric}' is no accuracy whose options are known",
            "CrossLingualConsistency, metric",
            Suggest.DidYouMean(metric, known, $"There are: {string.Join(", ", known)}.")
        );
        problems.Check(
            arm.Length > 0 == against.Length > 0,
            "arm and against are not both named",
            "CrossLingualConsistency",
            "Name the axis that is compared and the value to compare with, or neither."
        );
        problems.ThrowIfAny();
        return new CrossLingualConsistency(prompts, arm, against, languages, metric);
    }

    /// <summary>
    /// Reports paired differences of runs along an axis to one of its values, on the same items and seeds, with Holm's correction:
    /// <c>Differences("stage", to: "source", over: Langs("es th"))</c>.
    /// </summary>
    /// <param name="axis">The axis; <c>stage</c> for a study of stages.</param>
    /// <param name="to">The value that others are compared with.</param>
    /// <param name="of">The values that are compared; all others by default.</param>
    /// <param name="over">The languages whose mean is compared; all measured ones by default.</param>
    /// <param name="metric">The metric that is compared; the task's headline by default.</param>
    /// <param name="at">Values of other axes that compared runs must have, such as <c>("stage", "translate")</c>.</param>
    public static IAnalysis Differences(
        string axis,
        string to,
        IReadOnlyList<string>? of = null,
        LanguageSet? over = null,
        string metric = "",
        params (string Axis, string Value)[] at
    ) => new PairedDifferences(axis, to, of ?? [], [.. (over ?? new LanguageSet([])).Select(l => l.Code)]) { Metric = metric, At = at };

    /// <summary>
    /// Reports the rank correlation, over languages, of how alike translations are in each layer before fine-tuning with how well the task
    /// transfers: <c>AlignmentWithTransfer("retrieved", "token-accuracy")</c>, for a study with <c>Similarity(…)</c> and a task.
    /// </summary>
    /// <param name="alignment">The metric of states.</param>
    /// <param name="transfer">The metric of the task after fine-tuning.</param>
    public static IAnalysis AlignmentWithTransfer(string alignment, string transfer) => new AlignmentWithTransfer(alignment, transfer);

    /// <summary>
    /// Reports an equivalence test (two one-sided tests): whether runs at a value of an axis are within a margin of others, on the same
    /// items: <c>Equivalence("share", of: "3 %", margin: 0.05, to: ("share", "100 %"))</c>.
    /// </summary>
    /// <param name="axis">The axis whose value tells the runs.</param>
    /// <param name="of">That value.</param>
    /// <param name="margin">What difference does not matter, in the metric's own units, above 0: state it before looking.</param>
    /// <param name="metric">What is compared; the headline where it is empty.</param>
    /// <param name="to">Values of axes of the run that each is held against; it agrees with it in all others.</param>
    /// <exception cref="InputException">The margin is not above 0, or no value is named.</exception>
    public static IAnalysis Equivalence(string axis, string of, double margin, string metric = "", params (string Axis, string Value)[] to)
    {
        var problems = new Problems();
        problems.Check(
            margin > 0,
            FormattableString.Invariant($"the margin is {margin}"),
            "Equivalence",
            "Give what difference does not matter, such as 0.05."
        );
        problems.Check(to.Length > 0, "nothing is named to compare with", "Equivalence", "Give to: (\"share\", \"100 %\").");
        problems.ThrowIfAny();
        return new Equivalence(axis, of, to, margin, metric);
    }

    /// <summary>
    /// Reports how far the model of each round of self-training agrees with its teacher on held-out items, and with which round rounds end.
    /// </summary>
    public static IAnalysis Rounds() => new RoundAgreement();

    /// <summary>Shows a paper's printed figures beside the study's own.</summary>
    /// <param name="title">What it shows, and whose it is.</param>
    /// <param name="rows">A line a row, cells with <c>|</c> between; the first line names the columns.</param>
    /// <param name="note">Where the figures stand.</param>
    public static IAnalysis Printed(string title, string rows, string note = "") => new Printed(title, rows, note);

    /// <summary>Syntactic similarity by URIEL: cosine of 103 features, means of all sources.</summary>
    /// <param name="lang2vec">The folder of its tables: <c>Lang2Vec()</c>.</param>
    public static IPairPredictor Syntax(string lang2vec) => new TypologicalSimilarity("syntax", lang2vec, "feature_averages", "S_");

    /// <summary>Phonological similarity by URIEL: cosine of 28 features, means of all sources.</summary>
    public static IPairPredictor Phonology(string lang2vec) => new TypologicalSimilarity("phonology", lang2vec, "feature_averages", "P_");

    /// <summary>Similarity of phoneme inventories by URIEL: cosine of 158 features, means of all sources.</summary>
    public static IPairPredictor Inventory(string lang2vec) => new TypologicalSimilarity("inventory", lang2vec, "feature_averages", "INV_");

    /// <summary>Genetic relatedness by URIEL: cosine of memberships of language families.</summary>
    public static IPairPredictor Relatedness(string lang2vec) => new TypologicalSimilarity("family", lang2vec, "family_features", "F_");

    /// <summary>Geographical distance between the centres of languages, as the logarithm of one plus kilometres.</summary>
    public static IPairPredictor Distance() => new GeographicalDistance();

    /// <summary>Whether two languages are written in one script: 1 or 0.</summary>
    public static IPairPredictor SameScript() => new PairPredictor("same script", (a, b) => a.Script == b.Script ? 1 : 0);

    /// <summary>
    /// Lexical overlap: shared word types over all types (Jaccard) of a source's texts, in lower case, words as the field holds them a
    /// line.
    /// </summary>
    /// <param name="on">Texts that are translations of each other, such as a parallel treebank.</param>
    /// <param name="field">
    /// A field with a word a line, such as a treebank's <c>words</c>, or with text, which is parted at what is no letter or mark.
    /// </param>
    /// <param name="items">At most so many records a language.</param>
    public static IPairPredictor WordOverlap(ISource on, string field = "words", int items = 1000) =>
        new VocabularyOverlap("word overlap", new SourceText(on, field, items).Words, o => o.Jaccard);

    /// <summary>Subword overlap: shared subword types over all types (Jaccard), by a model's own tokenizer.</summary>
    /// <param name="on">Texts that are translations of each other.</param>
    /// <param name="tokenizer">A folder or file of a tokenizer.</param>
    /// <param name="field">A field with text.</param>
    /// <param name="items">At most so many records a language.</param>
    public static IPairPredictor SubwordOverlap(ISource on, string tokenizer, string field = "text", int items = 1000) =>
        new VocabularyOverlap("subword overlap", new SourceText(on, field, items).Subwords(tokenizer), o => o.Jaccard);

    /// <summary>Overlap of character n-grams (Jaccard of types) in lower case.</summary>
    /// <param name="on">Texts that are translations of each other.</param>
    /// <param name="n">Code points of an n-gram.</param>
    /// <param name="field">A field with text.</param>
    /// <param name="items">At most so many records a language.</param>
    public static IPairPredictor CharacterOverlap(ISource on, int n = 3, string field = "text", int items = 1000) =>
        new VocabularyOverlap(
            $"{n}-gram overlap",
            l => [.. new SourceText(on, field, items).Texts(l).SelectMany(t => LexicalOverlap.Ngrams(t.ToLowerInvariant(), n))],
            o => o.Jaccard
        );

    /// <summary>Morphological similarity: cosine of how often words carry each <c>Feature=Value</c> of a treebank.</summary>
    /// <param name="on">A source with a field <c>features</c>: a word a line, as the sixth column of CoNLL-U.</param>
    /// <param name="items">At most so many sentences a language.</param>
    public static IPairPredictor Morphology(ISource on, int items = 1000) =>
        new DistributionSimilarity("morphology", new SourceText(on, "features", items).Marks);

    /// <summary>A predictor of one's own, such as the logarithm of the target's pre-training tokens.</summary>
    public static IPairPredictor Predictor(string name, Func<Language, Language, double> value) => new PairPredictor(name, value);
}
