using Clt.Results.Analysis;
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

    /// <summary>Reports scores of hidden states over the layers of models, what fine-tuning changed, and which layer is best.</summary>
    public static IAnalysis ByLayer() => new ByLayer();

    /// <summary>Reports what seen languages gain over the base.</summary>
    public static IAnalysis SeenGainOverBase() => new SeenGainOverBase();
}
