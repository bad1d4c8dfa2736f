using System.ComponentModel;

namespace Clt.Plugins.Tasks;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class MultipleChoiceRecipes
{
    /// <summary>Multiple choice by log-likelihood, scored by <c>acc</c> and <c>acc-norm</c>; for decoders and encoder-decoders.</summary>
    /// <param name="on">Records with a question, its options and the answer.</param>
    /// <param name="question">The field of the question.</param>
    /// <param name="choices">
    /// The field of the options, a list (<c>choices.0</c>, <c>choices.1</c>, … are its fields); or their fields one by one, with spaces
    /// between.
    /// </param>
    /// <param name="answer">The field of the right option: its text, its letter (A, B, …) or its index from 0.</param>
    /// <param name="answerIs">
    /// <c>"any"</c> of these, or only <c>"text"</c>, <c>"letter"</c>, <c>"index"</c>, or <c>"number"</c>, which counts from 1.
    /// </param>
    /// <param name="prompt">
    /// What stands before the answer, with fields in braces; <c>{question}</c> is the question. With <c>{choices}</c> it shows the options,
    /// a line each behind its letter, and the letters are ranked.
    /// </param>
    /// <param name="delimiter">What stands between prompt and option.</param>
    /// <param name="unconditional">
    /// A prompt without the question, such as <c>"Answer:"</c>: options are measured after it too, for <c>acc-mutual-info</c>.
    /// </param>
    /// <exception cref="InputException">A setting is none of those allowed.</exception>
    [Description("a question, its options and the right one")]
    public static ITask MultipleChoice(
        ISource on,
        string question = "question",
        string choices = "choices",
        string answer = "answer",
        string answerIs = "any",
        string prompt = "Question: {question}\nAnswer:",
        string delimiter = " ",
        string? unconditional = null
    ) => new MultipleChoice(on, question, choices, answer, answerIs, prompt, delimiter, unconditional);
}
