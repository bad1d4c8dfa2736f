using Clt.Results.Scores;

namespace Clt.Results.Analysis.Seeds;

/// <summary>Adaptive seeds of a study: further ones are run only for conditions that the rule is not content with.</summary>
/// <param name="First">Seeds that every condition has: 1 to this.</param>
/// <param name="Most">Seeds that none goes beyond.</param>
/// <param name="Rule">When they are enough.</param>
public sealed record AdaptiveSeeds(int First, int Most, SeedRule Rule)
{
    /// <summary>Probability that any of a question's intervals, at whatever number of seeds, misses.</summary>
    public const double Error = 0.05;

    /// <summary>The conditions that the rule is asked of: those that no further stage is trained from.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>Whether each seed has a base of its own.</summary>
    public bool OwnBases { get; init; }

    /// <summary>In words.</summary>
    public string Text => $"1 to {First}, and up to {Most} until {Rule.Text}";
}
