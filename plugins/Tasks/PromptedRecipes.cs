using System.ComponentModel;

namespace Clt.Plugins.Tasks;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class PromptedRecipes
{
    /// <summary>Supervised fine-tuning on prompts and completions of any data, without a plugin.</summary>
    /// <param name="on">Records with any fields, such as <c>Files("data/{language}.jsonl", "en de")</c>.</param>
    /// <param name="prompt">What stands before the answer, with fields in braces; <c>{{</c> and <c>}}</c> are braces of the text.</param>
    /// <param name="completion">The answer, likewise: what is trained.</param>
    /// <param name="stop">
    /// Texts at which an answer ends, beside the end token: a blank line by default, and none with <paramref name="chat"/>.
    /// </param>
    /// <param name="metric">The headline; <c>clt list metrics</c> names them.</param>
    /// <param name="reference">What an answer is compared with, likewise; the completion by default.</param>
    /// <param name="templates">
    /// A YAML or JSON file with a prompt and completion for each language's tag, and <c>others</c> for all that are not named; what an
    /// entry leaves out is as said here. Relative to the folder clt runs in; <c>Beside("…")</c> is one beside the recipe.
    /// </param>
    /// <param name="newTokens">Most tokens of an answer, at least 1.</param>
    /// <param name="chat">Whether to train and to ask in the model's chat template, which it must have.</param>
    /// <param name="name">The task's name in results, where a study has several.</param>
    /// <exception cref="InputException">A template cannot be read or names no field: every problem is listed.</exception>
    [Description("any records: a prompt and a completion with their fields in braces")]
    public static ITask Prompted(
        ISource on,
        string prompt = "{question}\n",
        string completion = "{answer}",
        IReadOnlyList<string>? stop = null,
        string metric = "exact-match",
        string? reference = null,
        string? templates = null,
        int newTokens = 64,
        bool chat = false,
        string name = "prompted"
    ) => new Prompted(on, prompt, completion, reference, templates, metric, newTokens, chat, stop, name);
}
