using Clt.Recipes.Grid;
using Clt.Recipes.Mixtures;

namespace Clt;

public static partial class Recipe
{
    /// <summary>A fixed number of examples of each language, of the study's task or of another one.</summary>
    public static MixtureChoice Fixed(Choice<LanguageSet> languages, Choice<int> count, ITask? task = null) => Counted(languages, count, task);

    /// <inheritdoc cref="Fixed(Choice{LanguageSet}, Choice{int}, ITask)"/>
    public static MixtureChoice Fixed(LanguageSet languages, Choice<int> count, ITask? task = null) => Counted(languages, count, task);

    /// <summary>So many examples of each language, usually given by an axis. Smaller samples are parts of larger ones.</summary>
    public static MixtureChoice PerLanguage(Choice<LanguageSet> languages, Choice<int> count, ITask? task = null) => Counted(languages, count, task);

    /// <inheritdoc cref="PerLanguage(Choice{LanguageSet}, Choice{int}, ITask)"/>
    public static MixtureChoice PerLanguage(LanguageSet languages, Choice<int> count, ITask? task = null) => Counted(languages, count, task);

    /// <summary>A share of the examples that are drawn, relative to the other shares and even over its languages; for pre-training.</summary>
    public static MixtureChoice Share(Choice<double> share, ITask task, LanguageSet languages) =>
        new(p => new MixtureSpec([new PartSpec(task, languages, null, share.At(p))]));

    private static MixtureChoice Counted(Choice<LanguageSet> languages, Choice<int> count, ITask? task) =>
        new(p => new MixtureSpec([new PartSpec(task, languages.At(p), count.At(p), null)]));
}
