using Clt.Results.Tables;

namespace Clt.Results.Store;

/// <summary>Truncated or filtered examples of a task in a language: those that have more tokens than were read.</summary>
/// <param name="Of">What they are of: <c>training</c>, <c>validation</c>, <c>test items</c> or <c>exemplars</c>.</param>
/// <param name="Task">The task's name.</param>
/// <param name="Language">The language's code.</param>
/// <param name="Examples">Examples that were read, among them those that are too long; of exemplars, those that prompts ask for.</param>
/// <param name="Cut">Examples that were cut.</param>
/// <param name="LeftOut">Examples that were left out.</param>
/// <param name="Divided">Examples that were split into several.</param>
/// <param name="Longest">Tokens of the longest; 0 where it is not known, as for exemplars.</param>
/// <param name="Most">Most tokens that were read.</param>
public sealed record OverlongPart(
    string Of,
    string Task,
    string Language,
    int Examples,
    int Cut,
    int LeftOut,
    int Divided,
    int Longest,
    int Most
)
{
    public const string Training = "training";
    public const string Validation = "validation";
    public const string TestItems = "test items";
    public const string Exemplars = "exemplars";

    /// <summary><c>training, es: 12 cut of 400 examples of mgsm (more than 512 tokens, up to 733)</c>.</summary>
    public override string ToString()
    {
        var what = Of == Exemplars ? "exemplars" : "examples";
        string[] done =
        [
            .. Done(Cut, "cut"),
            .. Done(LeftOut, Of == Exemplars ? "left out of prompts" : "left out"),
            .. Done(Divided, "split up"),
        ];
        return $"{Of}, {Clt.Language.Parse(Language).Short}: {string.Join(" and ", done)} of {Format.Count(Examples)} {what} of {Task}"
            + (Longest > 0 ? $" (more than {Format.Count(Most)} tokens, up to {Format.Count(Longest)})" : "");
    }

    private static string[] Done(int count, string how) => count == 0 ? [] : [$"{Format.Count(count)} {how}"];
}
