using Clt.Results.Analysis;
using Clt.Results.Analysis.Acquisition;
using Clt.Results.Analysis.Curves;

namespace Clt;

public static partial class Recipe
{
    /// <summary>Reports how much of English's score other languages reach in the same model.</summary>
    public static IAnalysis RelativeToEnglish() => new RelativeToEnglish();

    /// <summary>Reports what languages gain that were fine-tuned on, and those that were not.</summary>
    public static IAnalysis SeenVersusUnseen() => new SeenVersusUnseen();

    /// <summary>Reports from how many samples more of them stop helping.</summary>
    public static IAnalysis Plateau(LanguageSet? without = null) => new Plateau(without);

    /// <summary>Reports how many times as much data one task needs as another.</summary>
    public static IAnalysis DataMultiple(LanguageSet? without = null) => new DataMultiple(without);

    /// <summary>Reports whether unseen languages move with seen ones as samples are added.</summary>
    public static IAnalysis SeenUnseenCorrelation() => new SeenUnseenCorrelation();

    /// <summary>Reports whether seen and unseen languages move together along training, and whether their gap stays constant.</summary>
    public static IAnalysis AlongTraining() => new AlongTraining();

    /// <summary>Reports the gap between seen and unseen languages, and whether it stays constant.</summary>
    public static IAnalysis SeenUnseenGap() => new SeenUnseenGap();

    /// <summary>Reports whether training several tasks together hurts one of them, at equal examples of it.</summary>
    public static IAnalysis TaskInterference() => new TaskInterference();

    /// <summary>Reports which script group gains from training languages of which.</summary>
    public static IAnalysis ScriptGroups() => new ScriptGroups();

    /// <summary>Reports what scores vary with: task, model, mixture, samples, language, seed.</summary>
    public static IAnalysis VarianceShares() => new VarianceShares();

    /// <summary>Reports what each set of training languages brings each language.</summary>
    public static IAnalysis SourceTargetTransfer() => new SourceTargetTransfer();

    /// <summary>Fits response curves and predicts scores at other numbers of samples.</summary>
    public static IAnalysis ResponseCurves(params double[] samples) => new ResponseCurves(samples);

    /// <summary>
    /// States what the run is to bear out, prints each statement with its 95 % intervals, and lets <c>clt run</c> end with exit code 1
    /// where one does not hold.
    /// </summary>
    /// <param name="gates">At least one: <see cref="Above(string, GateScore, GateScore)"/>, <see cref="AboveChance"/>.</param>
    /// <exception cref="InputException">There is no gate, or two have one name.</exception>
    public static IAnalysis Gates(params Gate[] gates)
    {
        if (gates.Length == 0)
            throw new InputException("there is no gate", "Gates", "State at least one.");
        if (gates.GroupBy(g => g.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException($"two gates are named '{twice.Key}'", "Gates", "Give each its own name.");
        return new Gates(gates);
    }

    /// <summary>A mean score of the study for a gate.</summary>
    /// <param name="languages">Each weighs the same.</param>
    /// <param name="metric">The metric's name; the headline of the task by default.</param>
    /// <param name="task">The task's name, where the study has several.</param>
    /// <param name="at">Values of axes, such as <c>("start", "trained")</c>.</param>
    public static GateScore Scored(LanguageSet languages, string metric = "", string task = "", params (string Axis, string Value)[] at) =>
        new(languages, metric, task, at);

    /// <summary>A gate: a score is above another, their 95 % intervals apart.</summary>
    public static Gate Above(string name, GateScore higher, GateScore lower) => new(name, higher, lower.Of);

    /// <summary>A gate: a score's 95 % interval is above a number.</summary>
    public static Gate Above(string name, GateScore higher, double lower) => new(name, higher, _ => Gate.Number(lower));

    /// <summary>
    /// A gate: a retrieval's 95 % interval is above guessing, which finds one text among the items of the language with fewest.
    /// </summary>
    public static Gate AboveChance(string name, GateScore retrieval) =>
        new(name, retrieval, results => Gate.Number(1.0 / retrieval.Items(results)));

    /// <summary>Reports scores of hidden states over the layers of models, what fine-tuning changed, and which layer is best.</summary>
    public static IAnalysis ByLayer() => new ByLayer();

    /// <summary>
    /// Reports learning times over pre-training (Blevins et al. 2022): when each task and pair of languages reaches a part of its best,
    /// what comes first, and whether the last layer falls.
    /// </summary>
    /// <param name="checkpoints">The name of the axis of kept checkpoints, of shares of pre-training.</param>
    /// <param name="part">The part of the best that counts as learnt.</param>
    /// <exception cref="InputException">The part is not between 0 and 1.</exception>
    public static IAnalysis WhenLearnt(string checkpoints, double part = 0.98) =>
        part is > 0 and < 1
            ? new WhenLearnt(checkpoints, part)
            : throw new InputException($"the part is {part}", "WhenLearnt", "Give a number between 0 and 1, such as 0.98.");

    /// <summary>
    /// Reports style transfer against copying the input (Lai et al. 2022): BLEU, style accuracy and their harmonic mean, and what the
    /// classifier of styles is worth. Needs <c>bleu</c> and <c>.Metrics(StyleTransferMetrics(…))</c>.
    /// </summary>
    public static IAnalysis StyleTransfer() => new StyleTransferTable();

    /// <summary>Reports what seen languages gain over the base.</summary>
    public static IAnalysis SeenGainOverBase() => new SeenGainOverBase();
}
