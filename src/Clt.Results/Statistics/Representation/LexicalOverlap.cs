namespace Clt.Results.Statistics.Representation;

/// <summary>
/// How much the vocabularies of two texts overlap: words, character n-grams or subwords with their counts. All but the divergence are 0
/// (nothing common) to 1.
/// </summary>
/// <param name="a">Units of the first text, with repetitions.</param>
/// <param name="b">Units of the second text, with repetitions.</param>
public sealed class LexicalOverlap(IEnumerable<string> a, IEnumerable<string> b)
{
    private readonly Dictionary<string, int> _a = a.CountBy(u => u).ToDictionary();
    private readonly Dictionary<string, int> _b = b.CountBy(u => u).ToDictionary();

    /// <summary>Distinct units of the first, of the second, and of both.</summary>
    public (int A, int B, int Common) Types => (_a.Count, _b.Count, _a.Keys.Count(_b.ContainsKey));

    /// <summary>Units of the first and of the second.</summary>
    public (int A, int B) Tokens => (_a.Values.Sum(), _b.Values.Sum());

    /// <summary>Common types over all types.</summary>
    public double Jaccard => Types.Common / (double)(Types.A + Types.B - Types.Common);

    /// <summary>Common types over the types of the smaller vocabulary.</summary>
    public double OverlapOfSmaller => Types.Common / (double)Math.Min(Types.A, Types.B);

    /// <summary>Twice the common types over the sum of both vocabularies.</summary>
    public double Dice => 2.0 * Types.Common / (Types.A + Types.B);

    /// <summary>Share of the first text's tokens that the second's vocabulary has.</summary>
    public double CoverageOfA => _a.Where(u => _b.ContainsKey(u.Key)).Sum(u => u.Value) / (double)Tokens.A;

    /// <summary>Share of the second text's tokens that the first's vocabulary has.</summary>
    public double CoverageOfB => _b.Where(u => _a.ContainsKey(u.Key)).Sum(u => u.Value) / (double)Tokens.B;

    /// <summary>Cosine of the count vectors.</summary>
    public double Cosine =>
        _a.Sum(u => (double)u.Value * _b.GetValueOrDefault(u.Key))
        / (Math.Sqrt(_a.Values.Sum(v => (double)v * v)) * Math.Sqrt(_b.Values.Sum(v => (double)v * v)));

    /// <summary>Jensen-Shannon divergence of the distributions in bits: 0 for equal ones, 1 where nothing is common.</summary>
    public double Divergence
    {
        get
        {
            var (na, nb) = ((double)Tokens.A, (double)Tokens.B);
            static double Term(double p, double m) => p == 0 ? 0 : p * Math.Log2(p / m);
            return _a
                .Keys.Union(_b.Keys)
                .Sum(u =>
                {
                    var (p, q) = (_a.GetValueOrDefault(u) / na, _b.GetValueOrDefault(u) / nb);
                    return (Term(p, (p + q) / 2) + Term(q, (p + q) / 2)) / 2;
                });
        }
    }

    /// <summary>Overlapping character n-grams of a text by code points, without padding.</summary>
    public static IEnumerable<string> Ngrams(string text, int n)
    {
        var runes = text.EnumerateRunes().Select(r => r.ToString()).ToArray();
        for (var i = 0; i + n <= runes.Length; i++)
            yield return string.Concat(runes.AsSpan(i, n)!);
    }
}
