using System.Text;

namespace Clt.Recipes.Data;

/// <summary>
/// Finds texts that are nearly the same: MinHash signatures of character 5-grams (Broder 1997), compared where a band of them is equal.
/// </summary>
/// <remarks>
/// The hashes come from a seed, so the same texts give the same answer. A pair of similarity 0.8 is found with probability 0.9997.
/// </remarks>
public sealed class MinHash
{
    private const int Bands = 16;
    private const int Rows = 4;
    private const int Grams = 5;
    private readonly (ulong Multiplier, ulong Shift)[] _hashes;
    private readonly Dictionary<(int Band, ulong Hash), List<ulong[]>> _index = [];
    private readonly double _least;

    /// <param name="seed">Of the hashes.</param>
    /// <param name="least">Estimated share of 5-grams in common (Jaccard) from which on texts are near duplicates.</param>
    public MinHash(Seed seed, double least = 0.8)
    {
        var random = seed.Stream("minhash").Generator();
        ulong Next() => BitConverter.DoubleToUInt64Bits(random.NextDouble()) * 0x9E3779B97F4A7C15UL;
        _hashes = [.. Enumerable.Range(0, Bands * Rows).Select(_ => (Next() | 1, Next()))];
        _least = least;
    }

    /// <summary>
    /// The text without what formatting changes: case, and runs of white space and punctuation. Signs of arithmetic stay.
    /// </summary>
    public static string Normal(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.IsSymbol(c) || c is '-' or '*' or '/' or '%')
                normal.Append(char.ToLowerInvariant(c));
            else if (normal.Length > 0 && normal[^1] != ' ')
                normal.Append(' ');
        }

        return normal.ToString().TrimEnd();
    }

    /// <summary>Adds a text to those that <see cref="Finds"/> searches.</summary>
    public void Add(string text)
    {
        var signature = Signature(text);
        for (var band = 0; band < Bands; band++)
        {
            var key = Key(signature, band);
            if (!_index.TryGetValue(key, out var held))
                _index[key] = held = [];
            held.Add(signature);
        }
    }

    /// <summary>Whether a text is nearly one of those that were added.</summary>
    public bool Finds(string text)
    {
        var signature = Signature(text);
        return Enumerable
            .Range(0, Bands)
            .Any(band => _index.TryGetValue(Key(signature, band), out var held) && held.Any(h => Alike(h, signature)));
    }

    /// <summary>The estimated share of 5-grams that two texts have in common.</summary>
    public double Similarity(string a, string b) => Share(Signature(a), Signature(b));

    private static (int Band, ulong Hash) Key(ulong[] signature, int band)
    {
        var hash = 14695981039346656037UL;
        for (var i = band * Rows; i < (band + 1) * Rows; i++)
            hash = (hash ^ signature[i]) * 1099511628211UL;
        return (band, hash);
    }

    private static double Share(ulong[] a, ulong[] b) => a.Zip(b).Count(p => p.First == p.Second) / (double)a.Length;

    private bool Alike(ulong[] a, ulong[] b) => Share(a, b) >= _least;

    private ulong[] Signature(string text)
    {
        var normal = Normal(text);
        var least = new ulong[_hashes.Length];
        Array.Fill(least, ulong.MaxValue);
        for (var i = 0; i < Math.Max(1, normal.Length - Grams + 1); i++)
        {
            var gram = 14695981039346656037UL;
            for (var j = i; j < Math.Min(i + Grams, normal.Length); j++)
                gram = (gram ^ normal[j]) * 1099511628211UL;
            for (var h = 0; h < least.Length; h++)
            {
                var value = (gram ^ _hashes[h].Shift) * _hashes[h].Multiplier;
                value ^= value >> 29;
                if (value < least[h])
                    least[h] = value;
            }
        }

        return least;
    }
}
