using Clt.Studies;

namespace Clt;

public static partial class Recipe
{
    /// <summary>Reports how much of English's score other languages reach in the same model.</summary>
    public static IAnalysis RelativeToEnglish() => new RelativeToEnglish();

    /// <summary>Reports what languages gain that were fine-tuned on, and those that were not.</summary>
    public static IAnalysis SeenVersusUnseen() => new SeenVersusUnseen();
}
