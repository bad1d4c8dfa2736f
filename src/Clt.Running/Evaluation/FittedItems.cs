using Clt.Engine.Data;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Kinds;
using Clt.Running.Prompts;

namespace Clt.Running.Evaluation;

/// <summary>The test items of a language that are asked, once few-shot exemplars and items that are too long were left out.</summary>
/// <param name="Language">The language.</param>
/// <param name="Items">Each item with its prompt, and how many exemplars are left out of it.</param>
/// <param name="Overlong">How many were too long; empty where none was.</param>
internal sealed record FittedItems(
    Language Language,
    IReadOnlyList<(Example Item, Example Prompt, int Dropped)> Items,
    IReadOnlyList<OverlongPart> Overlong
)
{
    /// <summary>The prompts.</summary>
    public IReadOnlyList<Example> Prompts => [.. Items.Select(i => i.Prompt)];

    /// <param name="language">The language.</param>
    /// <param name="drawn">Its items.</param>
    /// <param name="prompts">Makes prompts.</param>
    /// <param name="lengths">What becomes of those that are too long.</param>
    /// <param name="kind">Reads them.</param>
    /// <exception cref="InputException">Some are too long, and that is refused.</exception>
    public static FittedItems Of(
        Language language,
        IReadOnlyList<Example> drawn,
        PromptMaker prompts,
        PromptLengths lengths,
        IModelKind kind
    )
    {
        var asked = drawn.Select(i => Asked(i, prompts, lengths, kind)).ToList();
        var limit = lengths.Limit();
        var kept = kind.Asked(asked.Select(a => a.Prompt), limit).ToHashSet(ReferenceEqualityComparer.Instance);
        return new FittedItems(language, [.. asked.Where(a => kept.Contains(a.Prompt))], [.. Exemplars(asked, prompts), .. Parts(limit)]);
    }

    private static (Example Item, Example Prompt, int Dropped) Asked(
        Example item,
        PromptMaker prompts,
        PromptLengths lengths,
        IModelKind kind
    )
    {
        for (var dropped = 0; ; dropped++)
        {
            var prompt = prompts.Of(item, dropped);
            if (!lengths.LeavesExemplarsOut || dropped == prompts.Shots || Fits(prompt, lengths, kind))
                return (item, prompt, dropped);
        }
    }

    private static bool Fits(Example prompt, PromptLengths lengths, IModelKind kind) =>
        kind.Asked([prompt], new LengthLimit(new Overlong(OverlongAction.LeaveOut), lengths.MaxLength)).Count == 1;

    private static OverlongPart[] Exemplars(List<(Example Item, Example Prompt, int Dropped)> asked, PromptMaker prompts)
    {
        var dropped = asked.Sum(a => a.Dropped);
        if (dropped == 0)
            return [];
        var (first, all) = (asked[0].Item, asked.Count * prompts.Shots);
        return [new OverlongPart(OverlongPart.Exemplars, first.Task, first.Language.Code, all, 0, dropped, 0, 0, 0)];
    }

    private static IEnumerable<OverlongPart> Parts(LengthLimit limit) => limit.Parts(OverlongPart.TestItems);
}
