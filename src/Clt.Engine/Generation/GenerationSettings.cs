using Clt.Engine.Generation.Beams;

namespace Clt.Engine.Generation;

/// <summary>How text is generated. Names and definitions are those of transformers' GenerationConfig.</summary>
public sealed record GenerationSettings
{
    /// <summary>Most new tokens of a sequence.</summary>
    public int MaxNewTokens { get; init; } = 64;

    /// <summary>0 takes the likeliest token (greedy); else logits are divided by it before sampling.</summary>
    public double Temperature { get; init; }

    /// <summary>Samples among so many of the likeliest tokens, and those that equal the last of them; 0 for all.</summary>
    public int TopK { get; init; }

    /// <summary>Samples among the likeliest tokens whose probabilities reach this sum; 1 for all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Leaves out tokens less probable than this share of the likeliest; 0 for none.</summary>
    public double MinP { get; init; }

    /// <summary>
    /// Logits of tokens that the sequence has, its prompt included, are divided by it where positive, else multiplied; 1 for none.
    /// </summary>
    public double RepetitionPenalty { get; init; } = 1;

    /// <summary>No run of so many tokens comes twice in a sequence, its prompt included; 0 for none.</summary>
    public int NoRepeatNgram { get; init; }

    /// <summary>The token that an encoder-decoder's targets begin with (mBART's target language); null for the model's own.</summary>
    public int? DecoderStart { get; init; }

    /// <summary>The token that must follow a prompt of one token (mBART-50's target language); null for none.</summary>
    public int? ForcedBos { get; init; }

    /// <summary>The token that must be the last one allowed (mBART); null for none.</summary>
    public int? ForcedEos { get; init; }

    /// <summary>A sequence ends before the first of these; they are not part of its text.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>Tokens that end a sequence besides the model's end tokens; they are not part of its text.</summary>
    public IReadOnlyList<int> StopTokens { get; init; } = [];

    /// <summary>Stop at the model's end tokens.</summary>
    public bool StopAtEos { get; init; } = true;

    /// <summary>Beams of a beam search; 1 is no search.</summary>
    public int Beams { get; init; } = 1;

    /// <summary>A beam's score is its log-probability over (new tokens)^this: above 0 favours long sequences.</summary>
    public double LengthPenalty { get; init; } = 1;

    /// <summary>When a beam search ends.</summary>
    public BeamStopping BeamStopping { get; init; }

    /// <summary>Sequences generated at a time, each with all its beams (speed and memory, never the numbers).</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Most prompt tokens read in one forward pass; a longer prompt is read alone.</summary>
    public int PrefillTokens { get; init; } = 4096;

    /// <summary>
    /// Most tokens whose keys and values are kept at a time; an item joins when it fits at its longest. One that does not fit alone runs
    /// alone.
    /// </summary>
    public long CacheTokens { get; init; } = 65_536;

    /// <exception cref="InputException">A setting is out of range, or two contradict each other: all such are listed.</exception>
    public void Check()
    {
        var problems = Problems();
        if (problems.Count > 0)
            throw new InputException(problems);
    }

    /// <summary>What is wrong.</summary>
    /// <param name="vocabulary">Of the model, where it is known.</param>
    internal List<Problem> Problems(int vocabulary = int.MaxValue)
    {
        var problems = new List<Problem>();
        Require(MaxNewTokens >= 1, "max new tokens", $"it is {MaxNewTokens}", "Give at least 1.");
        Require(Temperature >= 0 && double.IsFinite(Temperature), "temperature", $"it is {Temperature}", "Give 0 (greedy) or more.");
        Require(TopP is > 0 and <= 1, "top-p", $"it is {TopP}", "Give a number above 0, at most 1.");
        Require(TopK >= 0, "top-k", $"it is {TopK}", "Give 0 (all) or more.");
        Require(MinP is >= 0 and <= 1, "min-p", $"it is {MinP}", "Give a number from 0 to 1.");
        Require(
            RepetitionPenalty > 0 && double.IsFinite(RepetitionPenalty),
            "repetition penalty",
            $"it is {RepetitionPenalty}",
            "Give 1 (none) or more."
        );
        Require(NoRepeatNgram >= 0, "no-repeat n-gram", $"it is {NoRepeatNgram}", "Give 0 (none) or more.");
        Require(Beams >= 1, "beams", $"it is {Beams}", "Give at least 1.");
        Require(Beams <= 1 || Temperature == 0, "beams", "a beam search does not sample", "Set the temperature to 0, or beams to 1.");
        Require(double.IsFinite(LengthPenalty), "length penalty", $"it is {LengthPenalty}", "Give a finite number.");
        Require(BatchSize >= 1, "batch size", $"it is {BatchSize}", "Give at least 1.");
        Require(PrefillTokens >= 1, "prefill tokens", $"it is {PrefillTokens}", "Give at least 1.");
        Require(CacheTokens >= 1, "cache tokens", $"it is {CacheTokens}", "Give at least 1.");
        Require(StopStrings.All(s => s.Length > 0), "stop strings", "one is empty", "Remove it.");
        foreach (var token in StopTokens.Concat(new[] { ForcedBos, ForcedEos }.OfType<int>()).Where(t => t < 0 || t >= vocabulary))
            Require(false, "stop tokens and forced tokens", $"the model has no token {token}", "Give ids of the model's vocabulary.");
        return problems;

        void Require(bool condition, string where, string what, string mend)
        {
            if (!condition)
                problems.Add(new Problem(what, $"generation settings, {where}", mend));
        }
    }
}
