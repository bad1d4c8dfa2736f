using Clt.Engine.Data;

namespace Clt.Engine.Objectives;

/// <summary>
/// Hides tokens for a masked language model: of those chosen 80 % become the mask, 10 % a random token, 10 % stay (Devlin et al. 2019,
/// section 3.1). Special tokens are never chosen. At least one token of a sequence is, as in BERT's own code.
/// </summary>
public sealed record TokenMasking
{
    /// <summary>Id of the mask.</summary>
    public required int MaskId { get; init; }

    /// <summary>Random tokens are drawn from the ids below this.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Ids that are never chosen: those that frame, part and pad texts.</summary>
    public required IReadOnlySet<int> Special { get; init; }

    /// <summary>Share of tokens that are chosen, each by itself, above 0 and at most 1.</summary>
    public double Share { get; init; } = 0.15;

    /// <summary>Share of the chosen that become the mask.</summary>
    public double Masked { get; init; } = 0.8;

    /// <summary>Share of the chosen that become a random token.</summary>
    public double Random { get; init; } = 0.1;

    /// <summary>All tokens of a word are chosen together, with the same probability; needs <see cref="EncoderExample.Words"/>.</summary>
    public bool WholeWords { get; init; }

    /// <summary>The example with tokens hidden and what they were as targets.</summary>
    /// <exception cref="InputException">
    /// Shares are out of range, nothing can be hidden, or whole words are asked for without words.
    /// </exception>
    public EncoderExample Mask(EncoderExample example, Rng rng)
    {
        Check(example);
        var units = Units(example);
        var chosen = units.Where(_ => rng.NextDouble() < Share).ToList();
        if (chosen.Count == 0)
            chosen.Add(units[rng.Next(units.Count)]);
        var ids = (int[])example.Ids.Clone();
        var targets = new long[ids.Length];
        Array.Fill(targets, PackedBatch.Ignored);
        foreach (var place in chosen.SelectMany(unit => unit))
        {
            targets[place] = ids[place];
            var draw = rng.NextDouble();
            if (draw < Masked)
                ids[place] = MaskId;
            else if (draw < Masked + Random)
                ids[place] = rng.Next(Vocabulary);
        }

        return new EncoderExample(example.ItemId, example.Language, example.Task, ids, targets)
        {
            TokenTypes = example.TokenTypes,
            Words = example.Words,
        };
    }

    /// <summary>Places that are chosen together: single tokens, or the tokens of a word.</summary>
    private List<int[]> Units(EncoderExample example)
    {
        var places = Enumerable.Range(0, example.Ids.Length).Where(i => !Special.Contains(example.Ids[i]));
        var units = WholeWords
            ? places.Where(i => example.Words![i] is not null).GroupBy(i => example.Words![i]).Select(g => g.ToArray()).ToList()
            : places.Select(i => new[] { i }).ToList();
        if (units.Count == 0)
            throw new InputException("no token can be hidden: all are special", $"{example}", "Leave it out.");
        return units;
    }

    private void Check(EncoderExample example)
    {
        var problems = new List<Problem>();
        if (!(Share is > 0 and <= 1))
            problems.Add(new Problem($"the share of chosen tokens is {Share}", "masking", "Give a number above 0 and at most 1."));
        if (!(Masked >= 0 && Random >= 0 && Masked + Random <= 1))
        {
            problems.Add(
                new Problem(
                    $"{Masked} of the chosen become the mask and {Random} a random token",
                    "masking",
                    "Give shares that add up to at most 1."
                )
            );
        }

        if (WholeWords && example.Words is null)
            problems.Add(
                new Problem("whole words are to be hidden but its words are not known", $"{example}", "Give the words of its tokens.")
            );
        if (problems.Count > 0)
            throw new InputException(problems);
    }
}
