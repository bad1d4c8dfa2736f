namespace Clt.Results.Store;

/// <summary>
/// The evaluation set of a run: its task, its settings and hashes of what was asked, by which runs on the same items are told.
/// </summary>
/// <param name="Name">The task's name.</param>
/// <param name="Settings">What decides prompts and answers: the task's own, scoring, new tokens, stop strings, labels, few-shot.</param>
/// <param name="Items">Questions and references of each language; empty where hidden states were measured.</param>
public sealed record AskedTask(string Name, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<AskedItems> Items);

/// <summary>Hashes of test items in a language: the first 12 hexadecimal digits of SHA-256.</summary>
/// <param name="Language">The language's code.</param>
/// <param name="Items">Item ids, in the order of evaluation.</param>
/// <param name="Questions">
/// One an item: solved examples before it, its prompt and choices as the task writes them, before a model's chat template.
/// </param>
/// <param name="References">One an item: its gold answers.</param>
public sealed record AskedItems(
    string Language,
    IReadOnlyList<string> Items,
    IReadOnlyList<string> Questions,
    IReadOnlyList<string> References
);
