using Clt.Engine.Data;

namespace Clt.Engine.Objectives;

/// <summary>Two answers to a prompt, one preferred. Each is a whole sequence whose targets are the answer's tokens.</summary>
public sealed record PreferencePair : TrainingExample
{
    /// <param name="chosen">Prompt and preferred answer.</param>
    /// <param name="rejected">The same prompt and the other answer.</param>
    public PreferencePair(TokenizedExample chosen, TokenizedExample rejected)
        : base(chosen.ItemId, chosen.Language, chosen.Task) =>
        (Chosen, Rejected, Sequences) = (chosen, rejected, [chosen.Ids, rejected.Ids]);

    public TokenizedExample Chosen { get; }

    public TokenizedExample Rejected { get; }

    public override IReadOnlyList<int[]> Sequences { get; }

    /// <summary>A pair has one loss.</summary>
    public override int TargetCount => 1;

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
