using Clt.Engine.Data;

namespace Clt.Recipes.Studies;

/// <summary>Maximum prompt length in evaluation, with what becomes of longer prompts.</summary>
/// <param name="MaxLength">
/// Most tokens: of the prompt where an answer is generated, of prompt and answer together where likelihoods are measured. Null for what
/// the model reads; where prompts are cut or left out, less what an answer may take.
/// </param>
/// <param name="Overlong">What becomes of longer prompts, and of those that are left when exemplars were left out.</param>
/// <param name="LeavesExemplarsOut">
/// Whether few-shot exemplars are left out where a prompt is too long with them, those furthest from the item first.
/// </param>
public sealed record PromptLengths(int? MaxLength, Overlong Overlong, bool LeavesExemplarsOut)
{
    /// <summary>What the model reads; longer prompts are an error.</summary>
    public static PromptLengths Usual { get; } = new(null, Overlong.Refuse, false);

    /// <summary>A limit to read with.</summary>
    internal LengthLimit Limit() => new(Overlong, MaxLength);

    /// <summary>In words; empty for the usual.</summary>
    public string Text
    {
        get
        {
            List<string> parts = [];
            if (MaxLength is { } most)
                parts.Add($"at most {most} tokens");
            if (Overlong.Action != OverlongAction.Refuse)
                parts.Add($"longer ones {Overlong.Text}");
            if (LeavesExemplarsOut)
                parts.Add("exemplars left out before");
            return string.Join(", ", parts);
        }
    }
}
