using System.Numerics;
using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// Translation edit rate of a corpus in per cent, equal to sacreBLEU 2.6.0 to the digit; lower is better and it may exceed 100.
/// </summary>
/// <remarks>
/// The fewest edits to any reference, over the mean length of the references. An empty output needs one edit a reference word (100);
/// against an empty reference every word is an edit, and the rate is 100 (0 for an empty output). Without references an item is an error.
/// Lone surrogates count as U+FFFD.
/// </remarks>
public sealed class Ter(TerOptions options) : SumsMetric
{
    public Ter()
        : this(new TerOptions()) { }

    public TerOptions Options => options;

    public override MetricInfo Info { get; } =
        new(
            "ter",
            "ter|" + options.Signature("*"),
            "Edits per hundred reference words (0 and more); lower is better, an empty output gets 100",
            HigherIsBetter: false
        )
        {
            Range = MetricRange.Positive,
        };

    /// <exception cref="InputException">There is no reference.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        References.Check(prediction, Info.Name);
        return Item(Statistics(prediction.Output, prediction.References));
    }

    public override double FromSums(ReadOnlySpan<double> sums) => Rate(sums[0], sums[1]);

    /// <summary>Edits and reference length.</summary>
    public double[] Statistics(string hypothesis, IReadOnlyList<string> references)
    {
        var numbers = new WordNumbers();
        var words = numbers.Of(Words(hypothesis));
        var all = references.Select(r => numbers.Of(Words(r))).ToList();
        return [all.Min(r => TerEdits.Count(words, r)), (double)all.Sum(r => r.Length) / all.Count];
    }

    /// <summary>Edits by length in per cent, in double or single precision.</summary>
    public static T Rate<T>(T edits, T length)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var hundred = T.CreateChecked(100);
        return length > T.Zero ? hundred * (edits / length)
            : edits > T.Zero ? hundred
            : T.Zero;
    }

    private List<string> Words(string text) =>
        PythonText.Split(TerTokenizer.Tokenize(PythonText.TrimEnd(CleanText.WellFormed(text)), options));
}

/// <summary>Settings of TER; the defaults are sacreBLEU's.</summary>
/// <param name="Normalized">Tokenize punctuation, as Tercom does with <c>-N</c>.</param>
/// <param name="NoPunct">Remove punctuation.</param>
/// <param name="AsianSupport">With normalization or removal: treat Chinese characters and CJK punctuation too.</param>
public sealed record TerOptions(bool Normalized = false, bool NoPunct = false, bool AsianSupport = false, bool CaseSensitive = false)
{
    /// <summary>As sacreBLEU 2.6.0 prints it.</summary>
    public string Signature(string references = "1") =>
        $"nrefs:{references}|case:{(CaseSensitive ? "mixed" : "lc")}|tok:tercom|"
        + $"norm:{YesNo(Normalized)}|punct:{YesNo(!NoPunct)}|asian:{YesNo(AsianSupport)}|version:2.6.0";

    private static string YesNo(bool value) => value ? "yes" : "no";
}
