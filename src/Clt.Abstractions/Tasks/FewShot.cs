namespace Clt;

/// <summary>
/// Solved examples that stand before the question when a task is evaluated. Training examples have none, but the same format.
/// </summary>
/// <param name="Shots">How many; the first n of more are the same examples. 0 with <see cref="PromptFormat.Chat"/> only asks in
/// turns.</param>
/// <param name="From">Their language.</param>
/// <param name="Format">How examples and question are written.</param>
/// <param name="Seed">Chooses them among the source's training items; 0 takes the first in the source's order. All items of a language see
/// the same ones.</param>
public sealed record FewShot(
    int Shots,
    ExemplarLanguage From = ExemplarLanguage.Native,
    PromptFormat Format = PromptFormat.Plain,
    long Seed = 1
)
{
    /// <summary>What stands between examples in plain prompts.</summary>
    public string Separator { get; init; } = "\n\n";

    /// <summary>Everything that changes a prompt, in canonical text: part of a cell's hash.</summary>
    public IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>
        {
            ["shots"] = $"{Shots}",
            ["from"] = From.ToString().ToLowerInvariant(),
            ["format"] = Format.ToString().ToLowerInvariant(),
            ["seed"] = $"{Seed}",
            ["separator"] = Separator,
        };
}

/// <summary>Which language the solved examples of a few-shot prompt are in.</summary>
public enum ExemplarLanguage
{
    /// <summary>The item's own language; each language draws its own examples.</summary>
    Native,

    /// <summary>English, whatever the item's language.</summary>
    English,

    /// <summary>The examples drawn for English, in the item's language: for sources whose items have translations.</summary>
    Translated,
}
