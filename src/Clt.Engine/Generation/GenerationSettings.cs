namespace Clt.Engine.Generation;

/// <summary>How text is generated.</summary>
public sealed record GenerationSettings
{
    /// <summary>Most new tokens of a sequence.</summary>
    public int MaxNewTokens { get; init; } = 64;

    /// <summary>0 takes the likeliest token (greedy); else logits are divided by it before sampling.</summary>
    public double Temperature { get; init; }

    /// <summary>Samples among the likeliest tokens whose probabilities reach this sum; 1 for all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Samples among so many of the likeliest tokens; 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>A sequence ends before the first of these; they are not part of its text.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>Stop at the model's end tokens.</summary>
    public bool StopAtEos { get; init; } = true;

    /// <summary>Sequences generated at a time (speed and memory, never the numbers).</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Most prompt tokens read in one forward pass; a longer prompt is read alone.</summary>
    public int PrefillTokens { get; init; } = 4096;

    /// <exception cref="InputException">A setting is out of range: all such are listed.</exception>
    public void Check()
    {
        var problems = new List<Problem>();
        Require(MaxNewTokens >= 1, "max new tokens", $"it is {MaxNewTokens}", "Give at least 1.");
        Require(Temperature >= 0 && double.IsFinite(Temperature), "temperature", $"it is {Temperature}", "Give 0 (greedy) or more.");
        Require(TopP is > 0 and <= 1, "top-p", $"it is {TopP}", "Give a number above 0, at most 1.");
        Require(TopK >= 0, "top-k", $"it is {TopK}", "Give 0 (all) or more.");
        Require(BatchSize >= 1 && PrefillTokens >= 1, "batch size", "it is below 1", "Give at least 1.");
        Require(StopStrings.All(s => s.Length > 0), "stop strings", "one is empty", "Remove it.");
        if (problems.Count > 0) throw new InputException(problems);

        void Require(bool condition, string where, string what, string mend)
        {
            if (!condition) problems.Add(new Problem(what, $"generation settings, {where}", mend));
        }
    }
}
